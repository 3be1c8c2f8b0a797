"""A class list in, a message for each family out: many rows at once, nothing lost, nothing paid for twice.

table = open_table("class.csv")
rows, _ = read_rows(table, defaults={"kind": "positive_note"})
with Journal("notes.journal") as journal:
    Batch(journal).run(rows, lambda row, result: print(row.student, result.body))
"""
