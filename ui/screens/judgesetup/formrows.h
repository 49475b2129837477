#pragma once

#include <QString>
#include <QWidget>

class QGridLayout;

namespace plumbline {

class Theme;
class ThemedLabel;

/// A form: sections, and in them a name, its field and a line that explains it.
class FormRows : public QWidget
{
    Q_OBJECT

public:
    explicit FormRows(const Theme& theme, QWidget* parent = nullptr);

    void addSection(const QString& title, const QString& hint = {});
    /// Names the field for screen readers too. Gives the explaining line, so that it can change.
    ThemedLabel* addRow(const QString& name, QWidget* field, const QString& hint = {});
    /// A widget as wide as the fields, without a name before it (a check box).
    void addField(QWidget* field, const QString& hint = {});
    /// Shows or hides the rows of a field.
    void setRowVisible(QWidget* field, bool isVisible);
    /// Takes what is left below.
    void addStretch();

private:
    ThemedLabel* addHint(const QString& hint);

    const Theme& m_theme;
    QGridLayout* m_grid;
    int m_row = 0;
};

} // namespace plumbline
