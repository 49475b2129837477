#include "ui/screens/adjudication/voterow.h"

#include "ui/screens/adjudication/unitevidence.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/themedlabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

ThemedLabel* wrapped(const Theme& theme, const QString& text, Text style, Color color)
{
    auto* label = new ThemedLabel(theme, text, style, color);
    label->setTextFormat(Qt::PlainText); // a judge's words are what a model wrote
    label->setWordWrap(true);
    return label;
}

} // namespace

VoteRow::VoteRow(const Theme& theme, const VoteEvidence& vote, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(u"voteRow"_s);
    const QString who = vote.isVerdict ? tr("%1, settled it before").arg(vote.who)
                        : vote.isJudge ? tr("%1, judge").arg(vote.who)
                                       : vote.who;
    QStringList why = vote.reasons;
    if (!vote.confidence.isEmpty()) {
        why << vote.confidence;
    }
    setAccessibleName(tr("%1, by %2, %3").arg(vote.what, who, vote.when));
    setAccessibleDescription((why + QStringList{vote.critique, vote.comment}).join(u' ').trimmed());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::kSpace3, 0, metrics::kSpace3);
    column->setSpacing(metrics::kSpace1);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::kSpace3);
    head->addWidget(new ElidedLabel(theme, vote.what, Text::Strong), 1);
    head->addWidget(new ThemedLabel(theme, vote.when, Text::Caption, Color::Text3));
    column->addLayout(head);
    column->addWidget(new ElidedLabel(theme, who, Text::Caption, Color::Text2));
    if (!why.isEmpty()) {
        column->addWidget(wrapped(theme, why.join(u" · "_s), Text::Caption, Color::Text2));
    }
    if (!vote.critique.isEmpty()) {
        column->addWidget(wrapped(theme, vote.critique, Text::Body, Color::Text));
    }
    if (!vote.comment.isEmpty()) {
        column->addWidget(
            wrapped(theme, tr("To the lead: %1").arg(vote.comment), Text::Caption, Color::Text2));
    }
}

void VoteRow::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.color(Color::Border));
}

} // namespace plumbline
