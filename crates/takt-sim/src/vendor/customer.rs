//! What a customer does of itself, before and after it buys.

use takt_core::account::Account;
use takt_core::book::InForce;
use takt_core::fact::Body;
use takt_core::model::Standing;
use takt_core::unit::{AccountId, Micros};

use super::errand::Errand;
use super::{Vendor, is_at};

/// Weights of refusing mail, and of refusing everything, at a look.
const NO_MAIL: u32 = 2;
const REFUSES: u32 = 2;
/// How much more the push of marketing gets out of everybody, in hundredths; a little more every day.
const PUSH: u32 = 215;

impl Vendor {
    /// Lets an account look at us again, some day.
    pub(super) fn browse_later(&mut self, id: AccountId, from: Micros) {
        let Some(life) = self.life_mut(id) else { return };
        if life.browses || life.is_over {
            return;
        }
        let Some(days) = life.pause(from) else { return };
        life.browses = true;
        let minutes = life.stream.between(-400, 400);
        let at = from.plus(days * Micros::DAY + minutes * Micros::MINUTE).max(from.plus(Micros::HOUR));
        self.cue(at, id, Errand::Browse);
    }

    /// It came back from the shelf: a new approach finds it somewhat keener.
    pub(super) fn warm_up(&mut self, model: &InForce, id: AccountId, at: Micros) {
        let Some(life) = self.life_mut(id) else { return };
        // Who was in a deal with us once knows us: that is what makes the shelf the cheapest pipeline.
        let (low, high) = if life.opportunities > 0 { (350, 750) } else { (60, 420) };
        life.heat = (life.heat + life.stream.between(low, high)).min(1_000);
        life.reach = life.reach.max(if life.opportunities > 0 { 6_000 } else { 0 });
        life.reads_until = at.plus(life.stream.between(60, 300) * Micros::DAY);
        if life.story.is_some() {
            // As it was agreed: it writes to us on the first days.
            return self.cue_business(model, 720, id, Errand::Ask);
        }
        self.browse_later(id, at);
    }

    /// It asks for a talk.
    pub(super) fn ask(&mut self, account: &Account, at: Micros) {
        let touch = self.words.touches.hand_raise;
        if is_at(account, self.words.stages.nurture) {
            let touched = Body::Touched { touch, page: None, play: None, by: None, minutes: None };
            self.customer_says(account.id, at, touched);
        }
    }

    /// It looks at us, once or twice.
    pub(super) fn browse(&mut self, model: &InForce, account: &Account, at: Micros) {
        let id = account.id;
        let standing = account.standing(model);
        let is_lead = account.main.as_ref().is_some_and(|main| main.stage == self.words.stages.lead);
        let (touches, pages) = (self.words.touches, self.words.pages.clone());
        let pushed = self.season.as_ref().map_or(-1, |season| self.day.0 - season.push.0);
        let Some(life) = self.life_mut(id) else { return };
        life.browses = false;
        if account.refused() || standing == Some(Standing::Gone) {
            life.is_over = true;
            return;
        }
        let is_customer = matches!(standing, Some(Standing::Onboarding | Standing::Living));
        let heat = u32::try_from(life.heat).unwrap_or(0);
        // Nobody asks to be called twice who is spoken with already, or who has bought.
        let raises = if matches!(standing, Some(Standing::Courting | Standing::Resting)) { 1 + heat / 80 } else { 0 };
        // Who is not keen opens the mail; in the push of marketing everybody is asked to do more.
        let (visits, mails) = if heat >= 290 { (240, 190) } else { (110, 420) };
        let push = |weight: u32| u32::try_from(pushed).map_or(weight, |days| weight * (PUSH + days) / 100);
        let weights = [visits, mails, push(heat / 6), push(heat / 11), push(heat / 15), push(raises), NO_MAIL, REFUSES];
        let mut looks = 1 + u32::from(heat > 450 && life.stream.chance(4_500));
        if is_customer {
            looks = 1;
        }
        let drawn: Vec<usize> = (0..looks).map(|_| life.stream.weighted(&weights)).collect();
        life.cool();
        let page = life.stream.pick(&pages).copied();
        for what in drawn {
            let touched = |touch, page, play| Body::Touched { touch, page, play, by: None, minutes: None };
            let mail = if is_lead { self.words.welcome_mail } else { self.words.monthly_mail };
            let body = match what {
                0 => touched(touches.visit, page, None),
                1 => touched(touches.mail_open, None, Some(mail)),
                2 => touched(touches.pricing, pages.last().copied(), None),
                3 => touched(touches.form, page, None),
                4 => touched(touches.seminar, None, Some(self.words.seminar)),
                5 => touched(touches.hand_raise, None, None),
                6 => Body::Consented { channel: self.words.channels.get(4).copied(), given: false },
                _ => Body::Consented { channel: None, given: false },
            };
            self.customer_says(id, at, body);
            match what {
                5 => self.ask_for_a_pass(id, at),
                6 => {
                    if let Some(life) = self.life_mut(id) {
                        life.no_mail = true;
                    }
                    if is_at(account, self.words.stages.nurture) {
                        self.call_instead(model, id);
                    }
                }
                _ => {}
            }
        }
        self.browse_later(id, at);
    }
}
