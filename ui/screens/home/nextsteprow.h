#pragma once

#include "ui/screens/home/nextstep.h"

#include <QWidget>

class QAction;

namespace plumbline {

class Theme;

/// One step of the home page: icon, what and why, and the button that leads there.
class NextStepRow : public QWidget
{
    Q_OBJECT

public:
    /// `isFirst`: its button is the primary one.
    NextStepRow(const Theme& theme, const NextStep& step, QAction* action, bool isFirst,
                QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_icon;
    bool m_hasRule;
};

} // namespace plumbline
