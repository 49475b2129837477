#pragma once

#include "ui/shell/palettemodel.h"

#include <QWidget>

class QListView;

namespace plumbline {

class SearchField;
class Theme;

/// What Ctrl+K opens: a field, and under it everything one can go to or do. Typing filters, Enter does the
/// first.
class PaletteSheet : public QWidget
{
    Q_OBJECT

public:
    explicit PaletteSheet(const Theme& theme, QWidget* parent = nullptr);

    void showEntries(const QList<PaletteEntry>& entries);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void closeRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void selectRow(int row);
    void runRow(int row);

    const Theme& m_theme;
    PaletteModel* m_model;
    SearchField* m_field;
    QListView* m_list;
};

} // namespace plumbline
