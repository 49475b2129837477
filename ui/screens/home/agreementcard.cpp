#include "ui/screens/home/agreementcard.h"

#include "ui/theme/metrics.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/themedlabel.h"

#include <QGraphicsOpacityEffect>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBar = 6;
constexpr double kStaleOpacity = 0.6;
constexpr int kAlphaDecimals = 3;

} // namespace

AgreementCard::AgreementCard(const Theme& theme, QAction* details, QWidget* parent)
    : Card(theme, tr("Agreement"), {}, parent)
    , m_theme(theme)
    , m_content(new QWidget)
    , m_dim(new QGraphicsOpacityEffect(m_content))
    , m_alpha(new ThemedLabel(theme, {}, Text::Strong))
    , m_alphaNote(new ThemedLabel(theme, {}, Text::Caption, Color::Text2))
{
    setObjectName(u"homeAgreement"_s);
    auto* button = new KeyButton(theme, details, KeyButton::Kind::Quiet);
    button->setObjectName(u"homeAgreementDetails"_s);
    addHeaderWidget(button);
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace4);
    body()->addWidget(m_content);
    m_people = addRow(u"homeAgreementPeople"_s);
    m_judge = addRow(u"homeAgreementJudge"_s);
    m_decided = addRow(u"homeAgreementDecided"_s);
    auto* line = new QHBoxLayout;
    auto* name = new ThemedLabel(theme, tr("Krippendorff α"), Text::Body);
    line->addWidget(name, 1);
    line->addWidget(m_alpha);
    m_alpha->setObjectName(u"homeAlpha"_s);
    m_alpha->setAccessibleName(tr("Krippendorff α"));
    m_alphaNote->setObjectName(u"homeAlphaNote"_s);
    m_alphaNote->setWordWrap(true);
    auto* alpha = new QVBoxLayout;
    alpha->setSpacing(metrics::kSpace2);
    alpha->addLayout(line);
    alpha->addWidget(m_alphaNote);
    column->addLayout(alpha);
    m_content->setGraphicsEffect(m_dim);
    m_dim->setOpacity(1);
    m_dim->setEnabled(false);
}

AgreementCard::Row AgreementCard::addRow(const QString& name)
{
    Row row;
    row.box = new QWidget;
    auto* lines = new QVBoxLayout(row.box);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(metrics::kSpace2);
    row.title = new ThemedLabel(m_theme, {}, Text::Body);
    row.bar = new ProgressLine(m_theme);
    row.bar->setThickness(kBar);
    row.bar->setObjectName(name);
    row.caption = new ThemedLabel(m_theme, {}, Text::Caption, Color::Text2);
    row.caption->setObjectName(name + u"Caption"_s);
    row.caption->setWordWrap(true);
    lines->addWidget(row.title);
    lines->addWidget(row.bar);
    lines->addWidget(row.caption);
    m_content->layout()->addWidget(row.box);
    return row;
}

void AgreementCard::setRow(const Row& row, const QString& title, const stats::Estimate& share,
                           const QString& restsOn)
{
    row.title->setText(title);
    row.bar->setAccessibleName(title);
    row.bar->setVisible(static_cast<bool>(share));
    row.bar->setValue(share.valueOr(0));
    row.caption->setText(share ? u"%1  %2"_s.arg(percentText(*share.value, 1), restsOn) : share.undefined);
    if (share.interval) {
        row.box->setToolTip(
            AgreementCard::tr("95 % interval %1 to %2")
                .arg(percentText(share.interval->low, 1), percentText(share.interval->high, 1)));
    }
}

void AgreementCard::setReport(const HomeReport& report)
{
    setRow(m_people, tr("Two people, same pair"), report.people,
           tr("of %1 pairs of votes").arg(groupedNumber(report.peoplePairs)));
    const bool hasJudge = !report.judge.isEmpty();
    m_judge.box->setVisible(hasJudge);
    m_decided.box->setVisible(hasJudge);
    if (hasJudge) {
        setRow(m_judge, tr("%1 and a person").arg(report.judge), report.judgeAndPeople,
               tr("of %1 votes").arg(groupedNumber(report.judgePairs)));
        setRow(m_decided, tr("the same, ties left out"), report.judgeDecided,
               tr("of %1 votes").arg(groupedNumber(report.judgeDecidedPairs)));
    }
    m_alpha->setText(report.alpha ? decimalNumber(*report.alpha.value, kAlphaDecimals) : u"–"_s);
    m_alphaNote->setText(
        report.alpha
            ? tr("%1 pairs, nominal, a tie is a class of its own.").arg(groupedNumber(report.alphaUnits))
            : report.alpha.undefined);
    setVisible(report.undefined.isEmpty());
}

void AgreementCard::setStale(bool isStale)
{
    m_dim->setEnabled(isStale);
    m_dim->setOpacity(isStale ? kStaleOpacity : 1.0);
}

} // namespace plumbline
