//! Which mail addresses say nothing about a person or a company. Each table is in the order of the
//! alphabet, so that nothing stands twice.
//!
//! Sources: RFC 2142 for the roles, with the words Japanese companies use; the carriers' and providers' own lists of the
//! domains they give out (docomo, au, SoftBank, Y!mobile, OCN, plala, BIGLOBE, nifty, So-net, eo, J:COM, the cable
//! networks).

/// Local parts of functions and not of people, as RFC 2142 and Japanese companies have them. Compared in lower case,
/// without what follows a `+`, and also with digits behind.
#[rustfmt::skip]
pub(super) const ROLES: &[&str] = &[
    "abuse", "accounting", "accounts", "admin", "administrator", "all", "billing", "career", "careers", "compliance",
    "contact", "contact-us", "contactus", "cs", "customer", "customerservice", "daihyo", "daihyou", "desk", "eigyo",
    "eigyou", "enquiries", "enquiry", "event", "events", "faq", "feedback", "gyomu", "hello", "help", "helpdesk",
    "hojin", "hostmaster", "hp", "hr", "inbox", "info", "info-jp", "information", "inq", "inquiries", "inquiry", "ir",
    "jimu", "jimukyoku", "jinji", "job", "jobs", "keiri", "kikaku", "koho", "kouhou", "kyujin", "legal", "list",
    "mail", "mailer-daemon", "mailmaster", "marketing", "media", "news", "newsletter", "no-reply", "noc", "noreply",
    "office", "order", "orders", "otoiawase", "partner", "partners", "post", "postmaster", "pr", "press", "privacy",
    "reception", "recruit", "recruiting", "recruitment", "register", "root", "saiyo", "saiyou", "sale", "sales",
    "security", "seminar", "service", "shomu", "shop", "somu", "soudan", "soumu", "staff", "store", "support",
    "sysadmin", "system", "team", "tech", "technical", "toiawase", "trouble", "uketsuke", "usenet", "web", "webadmin",
    "webinfo", "webmaster", "welcome", "www", "yoyaku",
];

/// Addresses that anyone may have, by registrable domain: free mail of anywhere.
#[rustfmt::skip]
pub(super) const FREE: &[&str] = &[
    "126.com", "163.com", "aol.com", "aol.jp", "daum.net", "duck.com", "excite.co.jp", "excite.com", "fastmail.com",
    "gmail.com", "gmx.com", "gmx.de", "gmx.net", "goo.jp", "googlemail.com", "hanmail.net", "hey.com",
    "hotmail.co.jp", "hotmail.co.uk", "hotmail.com", "hotmail.fr", "hushmail.com", "icloud.com", "inbox.com",
    "infoseek.jp", "laposte.net", "live.com", "live.jp", "mac.com", "mail.com", "mail.goo.ne.jp", "mail.ru", "me.com",
    "msn.com", "nate.com", "naver.com", "outlook.com", "outlook.jp", "pm.me", "proton.me", "protonmail.ch",
    "protonmail.com", "qq.com", "rediffmail.com", "rocketmail.com", "sina.com", "tutanota.com", "web.de",
    "yahoo.co.jp", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.fr", "yahoo.ne.jp", "yandex.com", "yandex.ru",
    "yeah.net", "ymail.com", "ymail.ne.jp", "zohomail.com",
];

/// Addresses of mobile carriers, by domain with all below it.
#[rustfmt::skip]
pub(super) const CARRIER: &[&str] = &[
    "au.com", "disney.ne.jp", "docomo-camera.ne.jp", "docomo.ne.jp", "emnet.ne.jp", "emobile.ne.jp", "ezweb.ne.jp",
    "ido.ne.jp", "j-email.ne.jp", "jp-c.ne.jp", "jp-d.ne.jp", "jp-h.ne.jp", "jp-k.ne.jp", "jp-n.ne.jp", "jp-q.ne.jp",
    "jp-r.ne.jp", "jp-s.ne.jp", "jp-t.ne.jp", "mineo.jp", "pdx.ne.jp", "rakumail.jp", "rakuten.jp", "sky.tkc.ne.jp",
    "sky.tkk.ne.jp", "sky.tu-ka.ne.jp", "softbank.jp", "softbank.ne.jp", "uqmobile.jp", "vertuclub.ne.jp",
    "vodafone.ne.jp", "willcom.com", "y-mobile.ne.jp", "ymobile.jp", "ymobile.ne.jp",
    "ymobile1.ne.jp",
];

/// Addresses that come with a connection, by domain with all below it: `*.ocn.ne.jp`. Many small companies use them, and
/// none is theirs alone.
#[rustfmt::skip]
pub(super) const PROVIDER: &[&str] = &[
    "aitai.ne.jp", "alpha-net.ne.jp", "ams.ne.jp", "asahi-net.or.jp", "att.ne.jp", "ayu.ne.jp", "bb-west.ne.jp",
    "bbexcite.jp", "bbiq.jp", "bekkoame.ne.jp", "biglobe.ne.jp", "bunbun.ne.jp", "catv.ne.jp", "catvy.ne.jp",
    "ccnet.ne.jp", "ccnw.ne.jp", "ctk.ne.jp", "ctt.ne.jp", "cyberhome.ne.jp", "dion.ne.jp", "dream.com",
    "dreammail.jp", "dti.ne.jp", "enjoy.ne.jp", "eonet.ne.jp", "fsinet.or.jp", "fureai.or.jp", "gol.com",
    "hi-ho.ne.jp", "hicat.ne.jp", "hinocatv.ne.jp", "htnet.ne.jp", "icntv.ne.jp", "iij4u.or.jp", "infoweb.ne.jp",
    "interlink.or.jp", "interq.or.jp", "itscom.jp", "itscom.net", "jan.ne.jp", "jcom.home.ne.jp", "jcom.ne.jp",
    "jttk.ne.jp", "justnet.ne.jp", "katch.ne.jp", "kcn.jp", "kcn.ne.jp", "kcv-net.ne.jp", "ksky.ne.jp",
    "livedoor.com", "mbn.or.jp", "mctv.ne.jp", "medias.ne.jp", "mesh.ne.jp", "mirai.ne.jp", "mitene.or.jp",
    "mopera.ne.jp", "mopera.net", "ncv.jp", "netlaputa.ne.jp", "nifty.com", "nifty.ne.jp", "nns.ne.jp", "ocn.ne.jp",
    "oct-net.ne.jp", "octv.ne.jp", "odn.ad.jp", "odn.ne.jp", "parkcity.ne.jp", "pikara.ne.jp", "pipopa.ne.jp",
    "plala.or.jp", "qtnet.ne.jp", "rim.or.jp", "sannet.ne.jp", "seaple.ne.jp", "sensyu.ne.jp", "so-net.jp",
    "so-net.ne.jp", "sphere.ne.jp", "starcat.ne.jp", "sun-inet.or.jp", "sunfield.ne.jp", "synapse.ne.jp",
    "t-com.ne.jp", "t-net.ne.jp", "tcat.ne.jp", "tcn-catv.ne.jp", "tcp-ip.or.jp", "tees.ne.jp", "tiki.ne.jp",
    "tnc.ne.jp", "tokai.or.jp", "tontonme.ne.jp", "tvk.ne.jp", "u-netsurf.ne.jp", "ucatv.ne.jp", "valley.ne.jp",
    "wakwak.com", "wakwak.ne.jp", "yahoobb.jp", "ybb.ne.jp", "zaq.jp", "zaq.ne.jp", "zaq1.net", "zero.ad.jp",
];
