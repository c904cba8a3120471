"""The window kit. It knows Qt and core, nothing of members; pages are built on it.

A page
    class RosterPage(Page)      grid, search, show_target, refresh, status, print_out, may_leave
    PageSpec(key, title, factory, group)   factory(desk) builds it when first shown; group: under 更多
    window = MainWindow(office, specs, prefs, name=…, sample=…)
    window.actions_table.add([Action(id, text, slot, menu, icon, shortcut)], page=key); .popup(ids, at)
    desk: office, messages, prefs, masked, masked_changed, changed (record kinds of each commit),
        act(sentence, work), done(sentence) with its way back, run_task(title, work, done),
        go_to(key, **target), set_status(text), open_dialog(name, **about),
        ask_save_path / ask_open_path(purpose, title, …), folder(purpose)

Lists
    model = TableModel((TICK, NUMBER, Column(key, title, text, sort=, mark=, align=, sample=, care=, mask=),
        Column.of(field, text))); fill(records, ids, keys), find(query), set_masked(bool),
        replace({id: record}) where few changed; Column(…, kind=Kind.MONEY, total=records -> text)
    grid = Grid(model, frozen=3, right=1, totals=True, unit="人"): current_changed(id), selection_changed,
        opened(id), menu_wanted(at), empty = lambda: Empty(…), status(), sums(), copy(), freeze_to(key),
        freeze_none(), layout_changed(dict), restore(dict) or keep_in(prefs, key); delegate.lined
    grid.edits = an Edits (edits.py): cells are changed, pasted (paste.py) and set in a batch through it;
        refused(sentence), delete_wanted; Action(local=True): its key stays with who has the keyboard
    grid.choice: ids() of the rows touched, block() -> (rows, columns), whole_rows(), current_id(),
        go_to(id, key), select_all() · grid.edit_current(), clear_cells(), fill_down(), fill_selection(),
        today(), choose(), finish_edit()
    filters = Filters([Filterable.of(field, read, more=pinyin, keys=label_keys)]): fill(records), put(row)
    grid.narrowing = Narrowing(grid, filters, chips, find): offer(rows), search(text), row.show_row(True),
        changed · Views(desk, narrowing, "members", built_in, base=, show=): enter(key), actions(), named
    ChipRow.fill(filters) · SideTree.fill(nodes), chosen(key) · SearchBox.searched(text)

Forms
    RecordForm(fields, values, links={key: options | People}, keys=pinyin_of, remarks=…): values(), changed(),
        set_value, set_problem, check(), wanting(), editor(key), commit(key), draft(), take_draft(kept);
        remarks(values) -> {key: [Remark(severity, sentence, arithmetic, article)]}, BLOCK keeps from saving
    FormDialog(parent, title, form, verb, save, more=…, kept=…).open() · editor_for(field) for one alone
    People(seek, named, several): seek(text) -> [Candidate(id, name, notes)] for LINK fields about people
    @writes on a function: its button and command rest where the office is only read (rights.py)
    still.Combo, Slider, Tabs: the wheel leaves them as they are unless they have the keyboard
    drafts.keep(desk, dialog, page, about): typed words outlive a crash; offer(desk) brings them back as
        show_target(draft=key), page.desk.drafts.find(key).about says which form
    PickDialog(parent, title, seek): the list behind F7 · cut_to_size(parent, image, take): a one-inch photo

Words and work
    messages.error / warn / inform(what, sentence, *links), refuse(OfficeError), done(sentence, undo),
        ask(title, sentence, verb) -> bool; Recorder() stands in for the window's in tests
    tasks.run(parent, title, work, done, failed, cancelled); work(progress), and
        progress(done, total, item) is False when it must raise core.cancel.Cancelled
    crash.install() once · Preview(path, title, ask_save, prefs).open() · CalculatorPage(calculations)

Look
    theme.apply(app, "light" | "dark" | "contrast" | "system", pt) · ink(token), font(role), row_height(),
    scaled(px)
    controls: label(text, role), primary / button / quiet / link / icon_button, bar(*parts), frame(role)
    icons.put(target, name), icons.paint · marks.paint(painter, Mark.LATE, centre) · painting.write, ring
"""
