//! What a customer does of itself, before and after it buys.

use takt_core::account::Account;
use takt_core::book::InForce;
use takt_core::fact::Body;
use takt_core::model::Standing;
use takt_core::unit::{AccountId, Micros};

use super::Vendor;
use super::errand::Errand;

impl Vendor {
    /// Lets an account look at us again, some day.
    pub(super) fn browse_later(&mut self, id: AccountId, from: Micros) {
        let Some(life) = self.life_mut(id) else { return };
        if life.browses || life.is_over {
            return;
        }
        let Some(days) = life.pause() else { return };
        life.browses = true;
        let minutes = life.stream.between(-400, 400);
        let at = from.plus(days * Micros::DAY + minutes * Micros::MINUTE).max(from.plus(Micros::HOUR));
        self.cue(at, id, Errand::Browse);
    }

    /// It came back from the shelf: a new approach finds it somewhat keener.
    pub(super) fn warm_up(&mut self, id: AccountId, at: Micros) {
        let Some(life) = self.life_mut(id) else { return };
        // Who was in a deal with us once knows us: that is what makes the shelf the cheapest pipeline.
        let (low, high) = if life.opportunities > 0 { (350, 750) } else { (60, 420) };
        life.heat = (life.heat + life.stream.between(low, high)).min(1_000);
        life.reach = life.reach.max(if life.opportunities > 0 { 6_000 } else { 0 });
        self.browse_later(id, at);
    }

    /// It looks at us, once or twice.
    pub(super) fn browse(&mut self, model: &InForce, account: &Account, at: Micros) {
        let id = account.id;
        let standing = account.standing(model);
        let is_lead = account.main.as_ref().is_some_and(|main| main.stage == self.words.stages.lead);
        let (touches, pages) = (self.words.touches, self.words.pages.clone());
        let Some(life) = self.life_mut(id) else { return };
        life.browses = false;
        if account.refused() || standing == Some(Standing::Gone) {
            life.is_over = true;
            return;
        }
        let is_customer = matches!(standing, Some(Standing::Onboarding | Standing::Living));
        let heat = u32::try_from(life.heat).unwrap_or(0);
        // Nobody asks to be called twice who is spoken with already, or who has bought.
        let raises = if matches!(standing, Some(Standing::Courting | Standing::Resting)) { 2 + heat / 40 } else { 0 };
        let weights = [240, 190, heat / 3, heat / 4, heat / 6, raises, 9, 5, 3];
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
                7 => Body::Bounced {},
                _ => Body::Consented { channel: None, given: false },
            };
            self.customer_says(id, at, body);
            if what == 5 {
                self.cue_business(model, 25, id, Errand::FastPass);
            }
        }
        self.browse_later(id, at);
    }
}
