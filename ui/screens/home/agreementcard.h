#pragma once

#include "core/analysis/homereport.h"
#include "ui/widgets/card.h"

class QAction;
class QGraphicsOpacityEffect;

namespace plumbline {

class ProgressLine;
class ThemedLabel;

/// Whether the project's preferences can be trusted, in four figures with what each rests on: people among
/// themselves, a judge and people with and without ties, and α. A figure that cannot be computed says why.
class AgreementCard : public Card
{
    Q_OBJECT

public:
    /// `details` leads to the page behind the figures.
    AgreementCard(const Theme& theme, QAction* details, QWidget* parent = nullptr);

    void setReport(const HomeReport& report);
    /// What is shown is older than the labels.
    void setStale(bool isStale);

private:
    /// A share as a bar, with its words above and what it rests on below.
    struct Row
    {
        QWidget* box = nullptr;
        ThemedLabel* title = nullptr;
        ProgressLine* bar = nullptr;
        ThemedLabel* caption = nullptr;
    };

    Row addRow(const QString& name);
    static void setRow(const Row& row, const QString& title, const stats::Estimate& share,
                       const QString& restsOn);

    const Theme& m_theme;
    QWidget* m_content;
    QGraphicsOpacityEffect* m_dim;
    Row m_people;
    Row m_judge;
    Row m_decided;
    ThemedLabel* m_alpha;
    ThemedLabel* m_alphaNote;
};

} // namespace plumbline
