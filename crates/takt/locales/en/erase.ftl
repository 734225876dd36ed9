# Erasing a person, and the clock.

label-note = Note:

# ---- erase ----
erase-contact-done = Contact { $number } is erased: { COUNT($texts) ->
        [one] { $texts } text
       *[other] { $texts } texts
    } gone, { COUNT($facts) ->
        [one] { $facts } fact
       *[other] { $facts } facts
    } written. What happened stays, said of the number alone; texts of this person are refused until they consent anew.
erase-account-done = Account { $number } is erased as a person: { COUNT($texts) ->
        [one] { $texts } text
       *[other] { $texts } texts
    } gone, { COUNT($facts) ->
        [one] { $facts } fact
       *[other] { $facts } facts
    } written. What happened stays, said of the number alone; texts of this person are refused until they consent anew.
erase-known = Number { $number } was erased before; nothing was left to erase.
import-texts-refused = { COUNT($texts) ->
        [one] { $texts } text was
       *[other] { $texts } texts were
    } refused: of people who were erased and have not consented anew.
restore-erased = { COUNT($texts) ->
        [one] { $texts } text of people
       *[other] { $texts } texts of people
    } who were erased since this was exported did not come back.
restore-no-secret = The exported folder had a secret that { $folder } lacks. Put its files "secret" and "erased" there before you import: else the erased are not recognised, and what was imported of people would be taken a second time.
fault-contact-unknown = There is no contact "{ $contact }".
fault-contact-unknown-help = Give its number or its outside key, as `takt account` shows them. For an account that is one person: takt erase --account ACCOUNT.
fault-contact-ambiguous = "{ $contact }" may be one of several contacts: { $candidates }
fault-contact-ambiguous-help = Give the outside key with its system, as in the list.
fault-erase-company = Account { $account } knows { $count } people, so it is no person; nothing was erased.
fault-erase-company-help = Erase each of them: takt erase CONTACT.
fault-erase-read = The person is erased, but a program that reads { $folder } still looks at a moment before, so the log on the disk still holds the texts.
fault-erase-read-help = End that program and run the same command again; every other command that writes finishes it too.
fault-erased-broken = { $file }, line { $line }: the list of the erased is not what was written.
fault-erased-broken-help = Put back the copy you keep of it. Until then nothing is written, so that nobody who was erased comes back.
fault-secret-broken = { $file } is not the secret that was written.
fault-secret-broken-help = Put back the copy you keep of it. Do not delete it: the erased are recognised by it alone.
fault-secret-missing = { $folder } has no file "secret" any more, by which the erased are recognised.
fault-secret-missing-help = Put back the copy you keep of it; no other one will do.
fault-secret-other = The file "secret" in { $folder } is not the one that the list of the erased was made with.
fault-secret-other-help = Files "secret" and "erased" belong together: put both back from one installation.

account-contact = contact
account-contact-value = #{ $number }{ GIVEN($key) ->
        [yes] { " " }{ $key }
       *[no] { "" }
    }{ GIVEN($name) ->
        [yes] { " " }{ $name }
       *[no] { "" }
    }{ $now ->
        [erased] { " " }(erased)
        [left] { " " }(left the company)
       *[other] { "" }
    }

# ---- the clock ----
clock-accepted = The clock is accepted: { $at }. { COUNT($facts) ->
        [one] { $facts } fact
       *[other] { $facts } facts
    } written, what was due among them.
clock-believed = The clock ({ $at }) fits the journal; there is nothing to accept.
clock-note = the clock says { $wall }, the last fact was recorded at { $known }: { $side ->
        [ahead] more than 35 days before
       *[behind] later than the clock
    }. Timers are stopped until `takt clock accept`.
fault-clock-jumped = The clock says { $wall }, but the last fact was recorded at { $known }: { $side ->
        [ahead] more than 35 days before
       *[behind] later than the clock
    }. Timers are stopped, and nothing was written.
fault-clock-jumped-help = If the clock is wrong, set it and run the command again. If it is right, say so with `takt clock accept`; what is due is done then, each on its own day.

# ---- help ----
help-erase = Erase a person: texts, outside keys and addresses
help-erase-contact = The contact: our number or an outside key
help-erase-account = An account that is one person, where no company is known
help-clock = The clock
help-clock-accept = Say that the clock is right, and fire what is due
