#pragma once

#include <QLineEdit>
#include <QStringList>

namespace plumbline {

class Theme;

/// A field with a magnifying glass in front and, while empty, the key that leads to it at its end.
class SearchField : public QLineEdit
{
    Q_OBJECT

public:
    SearchField(const Theme& theme, const QString& placeholder, const QStringList& keys = {},
                QWidget* parent = nullptr);

    void setKeys(const QStringList& keys);

Q_SIGNALS:
    /// Escape was pressed in the field: it is empty now and the owner takes the focus back.
    void left();

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void applyMargins();

    const Theme& m_theme;
    QStringList m_keys;
};

} // namespace plumbline
