#pragma once

#include "ui/shell/appcontext.h"
#include "ui/shell/page.h"

#include <QStringList>

class QVBoxLayout;

namespace plumbline {

class Card;
class ThemedLabel;

/// What the window shows while no project is open: the first steps, and the projects opened last.
class WelcomePage : public Page
{
    Q_OBJECT

public:
    explicit WelcomePage(AppContext& context, QWidget* parent = nullptr);

    /// The projects that can be opened again, the last one first. Those that are not there are shown as such.
    void setRecent(const QStringList& paths);
    /// Says that a project is being opened; empty: no more.
    void setOpening(const QString& path);

    [[nodiscard]] QString pageId() const override { return QStringLiteral("welcome"); }
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString subtitle() const override;
    void activate() override;

Q_SIGNALS:
    void newRequested();
    void openRequested();
    void sampleRequested();
    void recentChosen(const QString& path);

private:
    QAction* addAction(const QString& id, const QString& text, const QKeySequence& key);
    [[nodiscard]] Card* makeSteps();

    AppContext& m_context;
    QAction* m_new;
    QAction* m_open;
    QAction* m_sample;
    Card* m_recentCard;
    QVBoxLayout* m_recentRows;
    QString m_opening;
    QWidget* m_firstButton = nullptr;
};

} // namespace plumbline
