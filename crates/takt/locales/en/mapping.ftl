# The mapping that an import went through.

mapping-proposed = No mapping knew this header: one was made of its columns and its first rows. Files with this header go in through { $file }, which you can edit.
mapping-would = No mapping knew this header: one was made of its columns and its first rows. It was not written; its place is { $file }.
mapping-remembered = Went in through { $file }.
mapping-doubtful = Not sure what these columns are; the mapping says what they were taken for: { $columns }
