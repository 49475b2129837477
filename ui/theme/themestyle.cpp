#include "ui/theme/themestyle.h"

#include "ui/theme/contrast.h"
#include "ui/theme/theme.h"

using namespace Qt::Literals::StringLiterals;

namespace plumbline {

namespace {

void setShades(QPalette& palette, const Theme& theme)
{
    // Fusion draws bevels from these five; close to the ground they leave flat controls.
    palette.setColor(QPalette::Light, theme.color(Color::Surface));
    palette.setColor(QPalette::Midlight, theme.color(Color::Hover));
    palette.setColor(QPalette::Mid, theme.color(Color::BorderStrong));
    palette.setColor(QPalette::Dark, theme.color(Color::Control));
    palette.setColor(QPalette::Shadow, theme.color(Color::BorderStrong));
}

} // namespace

QPalette paletteFor(const Theme& theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.color(Color::Surface));
    palette.setColor(QPalette::WindowText, theme.color(Color::Text));
    palette.setColor(QPalette::Base, theme.color(Color::Surface));
    palette.setColor(QPalette::AlternateBase, theme.color(Color::Inset));
    palette.setColor(QPalette::Text, theme.color(Color::Text));
    palette.setColor(QPalette::Button, theme.color(Color::Surface));
    palette.setColor(QPalette::ButtonText, theme.color(Color::Text));
    palette.setColor(QPalette::BrightText, theme.color(Color::OnAccent));
    palette.setColor(QPalette::ToolTipBase, theme.color(Color::Surface));
    palette.setColor(QPalette::ToolTipText, theme.color(Color::Text));
    palette.setColor(QPalette::PlaceholderText, theme.color(Color::Text3));
    palette.setColor(QPalette::Link, theme.color(Color::Accent));
    palette.setColor(QPalette::LinkVisited, theme.color(Color::AccentText));
    palette.setColor(QPalette::Highlight, theme.color(Color::AccentFill));
    palette.setColor(QPalette::HighlightedText, theme.color(Color::OnAccent));
    setShades(palette, theme);
    // Fusion greys the selection of an inactive window; it is still the selection.
    palette.setColor(QPalette::Inactive, QPalette::Highlight, theme.color(Color::AccentSoft));
    palette.setColor(QPalette::Inactive, QPalette::HighlightedText, theme.color(Color::AccentText));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
                            QPalette::PlaceholderText, QPalette::ToolTipText}) {
        palette.setColor(QPalette::Disabled, role, theme.color(Color::Text3));
    }
    palette.setColor(QPalette::Disabled, QPalette::Base, theme.color(Color::Inset));
    palette.setColor(QPalette::Disabled, QPalette::Button, theme.color(Color::Inset));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, theme.color(Color::Neutral));
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText,
                     contrastTextOn(theme.color(Color::Neutral)));
    return palette;
}

QString styleSheetFor(const Theme& theme)
{
    // No text colour for fields: it comes from the palette, and a colour here would halve the placeholder's.
    static const QString sheet = uR"(
QLineEdit, QPlainTextEdit#field, QPlainTextEdit[isFramed="true"], QTextEdit#field, QSpinBox, QDoubleSpinBox,
QComboBox, QDateEdit {
    background: @surface; border: 1px solid @control; border-radius: 6px; padding: 1px;
    selection-background-color: @accentFill; selection-color: @onAccent;
}
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox, QDateEdit { min-height: 26px; padding: 1px 9px; }
QLineEdit:focus, QPlainTextEdit#field:focus, QPlainTextEdit[isFramed="true"]:focus, QTextEdit#field:focus,
QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QDateEdit:focus { border: 2px solid @focus; padding: 0px 8px; }
QPlainTextEdit#field:focus, QPlainTextEdit[isFramed="true"]:focus, QTextEdit#field:focus { padding: 0px; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {
    background: @inset; color: @text3; border-color: @border;
}
QLineEdit[invalid="true"], QPlainTextEdit[invalid="true"] { border-color: @bad; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url(:/plumbline/icons/themed/down-@themeName.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView {
    background: @surface; border: 1px solid @borderStrong; outline: none; padding: 4px;
    selection-background-color: @accentSoft; selection-color: @accentText;
}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    width: 0px; border: none;
}
QAbstractItemView { border: none; background: @surface; outline: none; gridline-color: @border;
    selection-background-color: @accentSoft; selection-color: @accentText; }
QHeaderView { background: @surface; border: none; }
QHeaderView::section { background: @surface; color: @text2; border: none;
    border-bottom: 1px solid @border; padding: 4px 8px; }
QTableCornerButton::section { background: @surface; border: none; }
QTextBrowser, QScrollArea { border: none; background: transparent; }
QToolTip { background: @surface; color: @text; border: 1px solid @borderStrong; padding: 4px 8px; }
QMenu { background: @surface; border: 1px solid @borderStrong; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 4px; color: @text; }
QMenu::item:selected { background: @accentSoft; color: @accentText; }
QMenu::item:disabled { color: @text3; }
QMenu::separator { height: 1px; background: @border; margin: 4px 8px; }
QSplitter::handle { background: transparent; }
QCheckBox, QRadioButton { spacing: 8px; color: @text; background: transparent; }
QCheckBox:disabled, QRadioButton:disabled { color: @text3; }
QCheckBox::indicator { width: 12px; height: 12px; border: 1px solid @control; border-radius: 4px;
    background: @surface; padding: 1px; margin: 2px; }
QCheckBox::indicator:hover { background: @hover; }
QCheckBox::indicator:checked { background: @accentFill; border-color: @accentFill;
    image: url(:/plumbline/icons/themed/check-on.svg); }
QCheckBox::indicator:indeterminate { background: @accentSoft; border-color: @accent; }
QCheckBox::indicator:disabled { background: @inset; border-color: @borderStrong; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid @focus; padding: 0px; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @control; border-radius: 9px;
    background: @surface; padding: 1px; }
QRadioButton::indicator:hover { background: @hover; }
QRadioButton::indicator:checked { border-color: @accentFill;
    background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
                                stop: 0 @accentFill, stop: 0.56 @accentFill, stop: 0.62 @surface, stop: 1 @surface); }
QCheckBox:focus, QRadioButton:focus { outline: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @borderStrong; border-radius: 3px; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 2px; }
QScrollBar::handle:hover { background: @control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
)"_s;
    QString result = sheet;
    // The longest names first: "@text" is a beginning of "@text2".
    QStringList names;
    for (int index = 0; index < kColorCount; ++index) {
        names.append(colorName(static_cast<Color>(index)));
    }
    QHash<QString, Color> byName;
    for (int index = 0; index < kColorCount; ++index) {
        byName.insert(names.at(index), static_cast<Color>(index));
    }
    std::sort(names.begin(), names.end(),
              [](const QString& one, const QString& two) { return one.size() > two.size(); });
    const QString kindName = theme.kind() == ThemeKind::Dark ? u"dark"_s : u"light"_s;
    result.replace(u"@themeName"_s, kindName);
    for (const QString& name : std::as_const(names)) {
        result.replace(u"@"_s + name, theme.color(byName.value(name)).name(QColor::HexRgb));
    }
    return result;
}

} // namespace plumbline
