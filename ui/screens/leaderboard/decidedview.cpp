#include "ui/screens/leaderboard/decidedview.h"

#include "ui/screens/inspect/common/reportdelegate.h"
#include "ui/screens/inspect/common/reporttable.h"
#include "ui/screens/leaderboard/leaderboardwords.h"
#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QTableView>
#include <QVBoxLayout>

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kVotesWidth = 90;
constexpr int kShareWidth = 200;
constexpr int kNeededWidth = 300;

/// An outlook has two figures at most: "about 21 000".
QString aboutText(double votes)
{
    const double unit = votes < 100 ? 1 : std::pow(10, std::floor(std::log10(votes)) - 1);
    return groupedNumber(std::llround(std::ceil(votes / unit) * unit));
}

ReportCell neededCell(const stats::Estimate& votes)
{
    if (!votes) {
        return {.text = {}, .reason = votes.undefined};
    }
    return {.text = QCoreApplication::translate("DecidedView", "about %1").arg(aboutText(*votes.value)),
            .value = *votes.value};
}

} // namespace

DecidedView::DecidedView(const Theme& theme, QAction* orderAction, QAction* openAction, QWidget* parent)
    : Card(theme, tr("What is decided"), {}, parent)
    , m_model(new ReportTable(
          {{tr("Pair, the one that leads first"), ReportColumnKind::Text, 0, true, {}, u"pair"_s},
           {tr("Votes"), ReportColumnKind::Number, kVotesWidth, false, {}},
           {tr("Won by the first"), ReportColumnKind::Number, kShareWidth, false,
            tr("Of the votes that are no ties; the interval is right however often one looks."), u"share"_s},
           {tr("Votes still needed"), ReportColumnKind::Text, kNeededWidth, false,
            tr("Until the pair is decided, if the share stays as it is."), u"votes_needed"_s}},
          this))
    , m_view(makeReportView(theme, m_model, u"decidedTable"_s, tr("Pairs that need more votes")))
    , m_words(new ThemedLabel(theme, {}, Text::Body, Color::Text2))
{
    setObjectName(u"decidedView"_s);
    setHeaderRule(true);
    for (QAction* action : {orderAction, openAction}) {
        auto* button = new KeyButton(theme, action, KeyButton::Kind::Quiet);
        button->setObjectName(action == orderAction ? u"decidedOrder"_s : u"decidedOpen"_s);
        addHeaderWidget(button);
    }
    m_words->setObjectName(u"decidedWords"_s);
    m_words->setWordWrap(true);
    m_words->setContentsMargins(metrics::kSpace3, metrics::kSpace4, metrics::kSpace3, metrics::kSpace4);
    body()->setSpacing(0);
    body()->setContentsMargins(kReportInset, 1, kReportInset, metrics::kSpace2);
    body()->addWidget(m_words);
    body()->addWidget(m_view, 1);
    body()->addStretch(0);
    connect(m_view, &QTableView::doubleClicked, this, [this] {
        if (const QStringList pair = currentPair(); pair.size() == 2) {
            Q_EMIT pairRequested(pair.at(0), pair.at(1));
        }
    });
}

void DecidedView::setReport(const LeaderboardReport& report)
{
    m_pairs.clear();
    std::vector<ReportRow> rows;
    for (const LeaderboardOpenPair& pair : report.sequential.open) {
        const QString& first = report.rows[static_cast<std::size_t>(pair.first)].name;
        const QString& second = report.rows[static_cast<std::size_t>(pair.second)].name;
        m_pairs << QStringList{first, second};
        ReportRow row;
        row.key = m_pairs.size() - 1;
        row.cells = {textCell(tr("%1 against %2").arg(first, second)), countCell(pair.votes),
                     percentCell(pair.share), neededCell(pair.votesLeft)};
        rows.push_back(std::move(row));
    }
    m_model->setRows(std::move(rows));
    m_view->setVisible(!m_pairs.isEmpty());
    if (!m_pairs.isEmpty() && !m_view->currentIndex().isValid()) {
        m_view->setCurrentIndex(m_model->index(0, 0));
    }
    QString left;
    const LeaderboardDecisions& decisions = report.sequential;
    if (decisions.undefined.isEmpty() && !decisions.open.empty()) {
        left = decisions.votesLeft
                   ? tr("About %1 more votes settle every rank.").arg(aboutText(*decisions.votesLeft.value))
                   : decisions.votesLeft.undefined;
    }
    m_words->setText(QStringList{decidedSentence(report), left}.join(u' ').trimmed());
    setCaption(m_pairs.isEmpty() ? QString()
                                 : tr("pairs that need votes, those first that settle ranks soonest"));
}

QStringList DecidedView::currentPair() const
{
    return m_pairs.value(m_view->currentIndex().row());
}

} // namespace plumbline
