#pragma once

#include "ui/screens/judgesetup/judgesetupwords.h"

#include <QWidget>

class QGridLayout;

namespace plumbline {

class Theme;

/// Names and values under each other; the values wrap.
class FactsView : public QWidget
{
    Q_OBJECT

public:
    explicit FactsView(const Theme& theme, QWidget* parent = nullptr);

    void setFacts(const QList<Fact>& facts);
    [[nodiscard]] const QList<Fact>& facts() const { return m_facts; }
    /// What a fact says; "" when it is not there.
    [[nodiscard]] QString value(const QString& name) const;

private:
    const Theme& m_theme;
    QList<Fact> m_facts;
    QGridLayout* m_grid;
};

} // namespace plumbline
