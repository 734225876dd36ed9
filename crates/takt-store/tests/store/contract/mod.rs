//! What every store must do, whatever database it lies in.
//!
//! A new one runs all of it with a [`Home`] and one line: `contract!(postgres: Schema);`.

pub(crate) mod append;
pub(crate) mod erase;
pub(crate) mod find;
pub(crate) mod read;
pub(crate) mod refuse;

use takt_store::Store;

/// A place where a store lives: an empty journal when it is new, opened any number of times one after the other.
pub(crate) trait Home {
    /// A place with a journal without facts.
    fn new() -> Self;
    /// Opens it to write, once the writer before is dropped.
    fn writer(&self) -> Box<dyn Store>;
    /// Opens it to read, beside a writer or alone.
    fn reader(&self) -> Box<dyn Store>;
}

macro_rules! contract {
    ($name:ident: $home:ty) => {
        mod $name {
            $crate::contract::cases! { $home;
                append: an_empty_journal_begins_at_one, what_is_appended_is_read_back, a_store_opened_again_knows_all,
                    frames_hold_facts_of_one_commit, frames_hold_facts_of_one_recording_time, an_empty_commit_asks_for_the_end,
                    a_commit_without_facts_moves_no_head, equal_commits_give_equal_chains,
                    a_later_text_takes_the_place_of_the_earlier, what_an_import_said_is_taken_back_and_nothing_else, a_model_adopted_twice_lies_there_once;
                erase: what_is_erased_is_gone_and_all_else_stays, one_text_and_one_key_can_go_alone,
                    an_erasure_lands_with_its_fact, all_of_a_part_is_no_erasure, a_reader_wipes_nothing;
                find: any_fragment_finds_its_owner, words_are_graded_alike_filed_and_read,
                    what_was_said_before_is_found_as_that, the_order_of_what_is_found, what_is_filed_finds_what_is_read,
                    what_changes_is_found_as_it_is_now, who_is_erased_is_found_no_more, a_hostile_query_finds_nothing_wrong,
                    a_reader_finds_and_files_nothing, a_changed_folding_files_anew;
                read: a_scan_begins_anywhere, a_scan_stops_when_told, a_walk_follows_one_account,
                    a_walk_goes_far, a_walk_of_no_fact_is_refused, a_walk_that_strays_is_found, keys_tell_where_they_landed, words_come_back,
                    outside_keys_are_found_with_and_without_system, outside_keys_are_told_by_id, texts_are_kept_by_field,
                    a_reader_stays_at_its_moment, settings_are_kept_replaced_and_let_go, a_sound_store_checks_out, a_missing_model_is_found;
                refuse: another_end_is_a_conflict, a_known_key_is_a_duplicate, a_refused_commit_leaves_nothing,
                    facts_out_of_order, facts_that_point_forward, times_that_do_not_rise, keys_of_no_fact,
                    words_out_of_order, a_word_twice, a_model_that_is_not_its_hash, an_outside_key_of_another,
                    a_reader_appends_nothing;
            }
        }
    };
}

macro_rules! cases {
    ($home:ty; $($part:ident: $($case:ident),*;)*) => {$($(
        #[test]
        fn $case() {
            $crate::contract::$part::$case(&<$home as $crate::contract::Home>::new());
        }
    )*)*};
}

pub(crate) use {cases, contract};
