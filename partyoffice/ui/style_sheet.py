"""The one style sheet; ``@token`` is filled in by the theme. General rules first: order decides."""

TEMPLATE = """
* { outline: 0 }
QAbstractScrollArea { border: 0; background: transparent }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent }
QMainWindow, QDialog { background: @window }
QLabel { background: transparent }
QLabel[role="figure"] { font-size: @figure_ptpt; font-weight: bold }
QLabel[role="title"] { font-size: @title_ptpt; font-weight: bold }
QLabel[role="strong"] { font-size: @strong_ptpt }
QLabel[role="bold"] { font-weight: bold }
QLabel[role="cap"] { font-size: @cap_ptpt; color: @text3 }
QLabel[role="label"], QLabel[role="sentence"] { color: @text2 }
QLabel[role="warn"] { color: @warn }
QLabel[role="remark"] { font-size: @cap_ptpt; color: @warn }
QLabel[role="aside"] { font-size: @cap_ptpt; color: @text2 }
QLabel[role="problem"] { font-size: @cap_ptpt; color: @accent_text }
QLabel[role="bubble"] { font-size: @cap_ptpt; color: @accent_text; background: @accent_soft;
  border: 1px solid @accent_line; border-radius: 4px; padding: 3px 8px }
QLabel[role="badge"] { font-size: @cap_ptpt; border: 1px solid @edge; border-radius: 3px; padding: 1px 8px }
QFrame[role="sheet"] { background: @sheet }
QFrame[role="panel"] { background: @panel }
QFrame[role="header"] { background: @window; border-bottom: 1px solid @line2 }
QFrame[role="status"] { background: @window; border-top: 1px solid @line2 }
QFrame[role="status"] QLabel { font-size: @cap_ptpt; color: @text2 }
QFrame[role="command"] { background: @sheet; border-bottom: 1px solid @line }
QFrame[role="actions"] { background: @panel; border-top: 1px solid @line }
QFrame[role="rule"] { background: @line; border: 0; min-height: 1px; max-height: 1px }
QFrame[role="upright"] { background: @line2; border: 0; min-width: 1px; max-width: 1px }

QPushButton { min-height: @innerpx; padding: 0 12px; border: 1px solid @line2; border-radius: 4px;
  background: @sheet; color: @text }
QPushButton:hover { background: @hover; border-color: @edge }
QPushButton:pressed { background: @sunken }
QPushButton[ring="true"] { border: 2px solid @focus; min-height: @inner_ringpx; padding: 0 11px }
QPushButton:disabled { color: @off; background: transparent; border: 1px dashed @line2 }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border-color: @accent;
  font-weight: bold }
QPushButton[kind="primary"]:hover { background: @accent_hover; border-color: @accent_hover }
QPushButton[kind="primary"]:pressed { background: @accent_down; border-color: @accent_down }
QPushButton[kind="primary"][ring="true"] { border: 1px solid @accent; min-height: @innerpx;
  padding: 0 12px }
QPushButton[kind="primary"]:disabled { background: transparent; color: @off;
  border: 1px dashed @line2 }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; padding: 0 8px }
QPushButton[kind="quiet"]:hover { background: @hover }
QPushButton[kind="quiet"]:pressed, QPushButton[kind="quiet"]:checked { background: @sunken }
QPushButton[kind="quiet"][ring="true"] { border: 2px solid @focus; padding: 0 7px }
QPushButton[kind="quiet"]:disabled { border: 1px solid transparent }
QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; padding: 0 4px;
  color: @link }
QPushButton[kind="link"]:hover { text-decoration: underline }
QPushButton[kind="link"][ring="true"] { border: 2px solid @focus; padding: 0 3px }
QPushButton[kind="link"]:disabled { color: @off }
QPushButton[kind="icon"] { background: transparent; border-color: transparent; padding: 0;
  min-width: @innerpx; max-width: @innerpx }
QPushButton[kind="icon"]:hover { background: @hover }
QPushButton[kind="icon"]:pressed { background: @sunken }
QPushButton[kind="icon"][ring="true"] { border: 2px solid @focus; min-width: @inner_ringpx;
  max-width: @inner_ringpx }
QPushButton[kind="icon"]:disabled { border: 1px solid transparent }
QPushButton[kind="status"] { background: transparent; border: 0; padding: 0 2px; min-height: 18px;
  font-size: @cap_ptpt; color: @text2 }
QPushButton[kind="status"]:hover { color: @link }
QPushButton[kind="status"][ring="true"] { border: 1px solid @focus; min-height: 16px }
QPushButton[kind="tip"] { background: transparent; border: 1px solid transparent; color: @on_tip;
  font-weight: bold; padding: 0 8px }
QPushButton[kind="tip"]:hover { text-decoration: underline }
QPushButton::menu-indicator { width: 0; image: none }

QLineEdit, QPlainTextEdit, QComboBox { border: 1px solid @edge; border-radius: 4px;
  background: @sheet; color: @text; placeholder-text-color: @text3;
  selection-background-color: @focus; selection-color: @on_focus }
QLineEdit { min-height: @innerpx; padding: 0 8px }
QPlainTextEdit { padding: 4px 6px }
QLineEdit:focus { border: 2px solid @focus; min-height: @inner_ringpx; padding: 0 7px }
QPlainTextEdit:focus { border: 2px solid @focus; padding: 3px 5px }
QLineEdit[state="bad"] { border: 2px solid @accent_text; min-height: @inner_ringpx; padding: 0 7px }
QPlainTextEdit[state="bad"] { border: 2px solid @accent_text; padding: 3px 5px }
QLineEdit:read-only, QPlainTextEdit[readOnly="true"] { background: @panel; border: 1px solid @line;
  color: @text2 }
QLineEdit:read-only:focus { border: 2px solid @focus }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { background: transparent;
  border: 1px dashed @line2; color: @off }
QLineEdit[filter="empty"], QLineEdit[filter="filled"] { min-height: @smallpx; padding: 0 6px;
  font-size: @cap_ptpt; border: 1px solid transparent }
QLineEdit[filter="empty"]:hover { border-color: @line2 }
QLineEdit[filter="filled"] { border-color: @edge }
QLineEdit[filter="empty"]:focus, QLineEdit[filter="filled"]:focus { border: 2px solid @focus; padding: 0 5px;
  min-height: @small_ringpx }
QLineEdit[filter="filled"][state="bad"] { border: 2px solid @accent_text; padding: 0 5px;
  min-height: @small_ringpx }
QComboBox { min-height: @innerpx; padding: 0 8px }
QComboBox:focus { border: 2px solid @focus; min-height: @inner_ringpx; padding: 0 7px }
QComboBox::drop-down { border: 0; width: 24px }
QComboBox::down-arrow { image: url(@icon_down); width: 14px; height: 14px }
QComboBox::down-arrow:disabled { image: url(@icon_off) }
QComboBox QAbstractItemView, QListView[role="popup"] { background: @sheet; border: 1px solid @line2;
  selection-background-color: @sel; selection-color: @text; padding: 2px }
QListView[role="popup"]::item { padding: 4px 6px; border-radius: 3px }
QListView[role="pick"] { border: 1px solid @line; border-radius: 4px; padding: 4px }
QListView[role="pick"]::item { padding: 0 6px; border-radius: 3px }
QListView[role="pick"]::item:disabled { color: @text3 }
QListView[role="pick"]::item:selected { background: @sel; color: @text }
QListView[role="pick"]:focus { border-color: @focus }
QListView[role="popup"]::item:selected, QListView[role="popup"]::item:hover { background: @sel; color: @text }

QCheckBox, QRadioButton { spacing: 8px; background: transparent; color: @text }
QCheckBox:disabled, QRadioButton:disabled { color: @off }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid @edge; border-radius: 3px;
  background: @sheet }
QCheckBox::indicator:focus { border: 2px solid @focus; width: 12px; height: 12px }
QCheckBox::indicator:checked { background: @text2; border-color: @text2; image: url(@icon_check) }
QCheckBox::indicator:checked:focus { border-color: @focus }
QCheckBox::indicator:disabled { border: 1px dashed @line2; background: transparent }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @edge; border-radius: 8px;
  background: @sheet }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @text2 }
QRadioButton::indicator:focus { border-color: @focus }

QScrollBar:vertical { width: 12px; background: transparent; margin: 0 }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 0 }
QScrollBar::handle { background: @line2; border-radius: 4px; margin: 2px }
QScrollBar::handle:hover { background: @edge }
QScrollBar::handle:vertical { min-height: 32px }
QScrollBar::handle:horizontal { min-width: 32px }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0 }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent }

QMenuBar { background: @window; color: @text2; spacing: 0 }
QMenuBar::item { padding: 7px 14px; background: transparent; border-radius: 4px }
QMenuBar::item:selected { background: @hover; color: @text }
QMenu { background: @sheet; color: @text; border: 1px solid @line2; padding: 4px }
QMenu::item { padding: 5px 28px 5px 8px; border-radius: 3px }
QMenu::item:selected { background: @sel }
QMenu::item:disabled { color: @off }
QMenu::icon { padding-left: 8px }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px }
QMenu::indicator { width: 14px; height: 14px; left: 8px }
QMenu::indicator:checked { image: url(@icon_tick) }
QMenu::right-arrow { image: url(@icon_right); width: 12px; height: 12px }
QToolTip { background: @tip; color: @on_tip; border: 0; padding: 5px 8px }

QProgressBar { border: 0; border-radius: 2px; background: @sunken; max-height: 4px; min-height: 4px;
  text-align: center; color: transparent }
QProgressBar::chunk { background: @text2; border-radius: 2px }
QTableView { background: @sheet; border: 0; selection-background-color: @sel; selection-color: @text }
QHeaderView { background: @panel; border: 0 }
QTreeView, QListView { background: @panel; border: 0; selection-background-color: transparent;
  selection-color: @text; show-decoration-selected: 0 }
QTreeView::branch { background: transparent }
QListView[lines="true"], QTableView[lines="true"], QTreeView[lines="true"] { background: transparent }
QListView::indicator { width: 14px; height: 14px; border: 1px solid @edge; border-radius: 3px;
  background: @sheet }
QListView::indicator:checked { background: @text2; border-color: @text2; image: url(@icon_check) }
QSplitter::handle { background: @line2 }
QTabBar { background: transparent; border: 0 }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @panel }
QCalendarWidget QToolButton { color: @text; background: transparent; padding: 4px 8px }
QCalendarWidget QToolButton::menu-indicator { width: 0; image: none }
QCalendarWidget QToolButton:hover { background: @hover }
QCalendarWidget QAbstractItemView { background: @sheet; color: @text; selection-background-color: @focus;
  selection-color: @on_focus }
QSpinBox { min-height: @innerpx; padding: 0 8px; border: 1px solid @edge; border-radius: 4px;
  background: @sheet }

QFrame[bar="error"] { background: @accent_soft; border: 0; border-left: 3px solid @accent_text;
  border-bottom: 1px solid @accent_line }
QFrame[bar="warning"] { background: @warn_soft; border: 0; border-left: 3px solid @warn;
  border-bottom: 1px solid @warn_line }
QFrame[bar="info"] { background: @info_soft; border: 0; border-left: 3px solid @focus;
  border-bottom: 1px solid @sel_line }

QFrame[bar="undo"] { background: @tip; border: 0; border-radius: 6px }
QFrame[bar="undo"] QLabel { color: @on_tip }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @edge }
QSlider::sub-page:horizontal { border-radius: 2px; background: @focus }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -5px 0; border: 1px solid @edge;
    border-radius: 7px; background: @sheet }
QSlider::handle:horizontal:focus { border: 2px solid @focus; width: 10px; height: 10px }
QSlider::groove:horizontal:disabled, QSlider::sub-page:horizontal:disabled { background: @line }
QSlider::handle:horizontal:disabled { border: 1px solid @line2; background: @panel }
QLabel[role="tipcap"] { font-size: @cap_ptpt }
QFrame[role="photo"] { background: @sunken; border: 1px solid @line }
QFrame[role="photo"]:focus { border: 2px solid @focus }
QFrame[role="photo"][state="bad"] { border: 2px solid @accent_text }
QFrame[role="card"] { background: @sheet; border: 1px solid @line2; border-radius: 6px }
QLabel[role="why"] { color: @text2; background: @info_soft; padding: 5px 20px }
QLabel[role="chip"] { border: 1px solid @line2; border-radius: 4px; padding: 2px 8px }
QLabel[role="figures"] { font-size: @strong_ptpt; font-weight: bold }
QLineEdit[kind="figure"] { font-size: @strong_ptpt; font-weight: bold }
QFrame[role="popup"] { background: @sheet; border: 1px solid @line2; border-radius: 4px }
"""
