#pragma once

#include <QMap>
#include <QWidget>

namespace plumbline {

class Theme;

/// One bar cut by the number of votes: 1, 2, 3, 4 or more, with the number of pairs under each part.
class VotesBar : public QWidget
{
    Q_OBJECT

public:
    explicit VotesBar(const Theme& theme, QWidget* parent = nullptr);

    /// Items by number of votes; 0 is left out.
    void setCounts(const QMap<int, qint64>& counts);
    [[nodiscard]] qint64 total() const;

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Part
    {
        QString name;
        qint64 count = 0;
    };

    const Theme& m_theme;
    QList<Part> m_parts;
};

} // namespace plumbline
