"""Many orders at a time: tables and files in, an answer to each out.

In the order in which a cell walks through it:
- A file opened: `file_form` (the forms there are, by their ending), `source` (file names, and opening), `sheet` (what every kind of table is), a room a form: `sheet_text` (CSV), `sheet_excel`, `sheet_typed` (Parquet), `dialect` (encoding and delimiter), `header` (which row is it); `workbook`, `workbook_old`
  (.xls), `workbook_open` (.ods), `shown`, `number_format` and `merged` (what a spreadsheet shows of a cell).
- A cell read: `mapping` (`--map`), `notation` (decimal comma or point), `header_columns` (what the columns say), `by_size` (sizes that are columns), `cell` (one as YAML would have
  it), `column_reader` (a column at once), `found_columns` (ids, twins, how numbers are written), `row_places` (where they are), `side_columns` (the sides of things in order), `narrowed_columns` (what facts say of others), `shared_facts` (what all rows share), `spoilt` (totals and refunds, and rows beyond reading), `table`
  (row by row), `table_frame` (in columns) and `chunk` (what columns say).
- Orders gathered: `undated` (whether days need one to be counted from), `files_reader` (of JSON Lines too) and `entry` (one by one), `stream` and `block` (in blocks of columns), `given` and `given_text` (what they say, as
  columns and as text), `codec` (possible values as columns), `refusal` (how many may be refused), `twins` (ids that come twice).
- Answered: `run` (the whole run), `columnar_answers` (in columns, and what would flip each), `explained_answers` (in words),
  `halving` (without the rows that fail), `workers` (several processes), `spark` (many machines).
- Written: `answer` (the columns of OUT), `sink` (CSV, JSON Lines, Parquet, Excel), `shards` (a folder of them, and where a run that was
  ended goes on), `writing` (as one text),
  `output` (a file whole or not at all), `found` (one order of OUT, for `explain`).
- For people to fill in: `template` (an empty table of orders), `quote_sheet` (a supplier's sheet) and `quote_filled` (read back, from its header on).
- Of finished orders: `outcome_file` (a table or file of outcomes), `outcome_reader` (one of them).
"""
