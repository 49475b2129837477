#include "ui/screens/adjudication/votespane.h"

#include "ui/screens/adjudication/voterow.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/separator.h"
#include "ui/widgets/themedlabel.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kHeadHeight = 48;
constexpr qsizetype kMostRows = 100; ///< more votes on one unit are counted, not listed

} // namespace

VotesPane::VotesPane(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(u"votesPane"_s);
    auto* head = new QWidget;
    head->setFixedHeight(theme.scaled(kHeadHeight));
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(metrics::kSpace5, 0, metrics::kSpace5, 0);
    row->setSpacing(metrics::kSpace3);
    row->addWidget(new ThemedLabel(theme, tr("What was said"), Text::Strong));
    m_caption = new ElidedLabel(theme, {}, Text::Caption, Color::Text2);
    m_caption->setObjectName(u"votesCaption"_s);
    row->addWidget(m_caption, 1);
    m_models = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_models->setObjectName(u"votesModels"_s);
    m_models->setWordWrap(true);
    m_models->setContentsMargins(metrics::kSpace5, metrics::kSpace4, metrics::kSpace5, metrics::kSpace3);
    m_scroll = new QScrollArea;
    m_scroll->setObjectName(u"votesList"_s);
    m_scroll->setAccessibleName(tr("Votes"));
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_scroll->setFocusPolicy(Qt::StrongFocus);
    m_body = new QWidget;
    m_rows = new QVBoxLayout(m_body);
    m_rows->setContentsMargins(metrics::kSpace5, metrics::kSpace2, metrics::kSpace5, metrics::kSpace5);
    m_rows->setSpacing(0);
    m_rows->addStretch();
    m_scroll->setWidget(m_body);
    m_body->setAutoFillBackground(false); // the scroll area has switched it on
    m_last = new Card(theme, tr("Settled just now"));
    m_last->setObjectName(u"lastVerdict"_s);
    m_lastText = new ThemedLabel(theme, {}, Text::Body, Color::Text);
    m_lastText->setObjectName(u"lastVerdictText"_s);
    m_lastText->setWordWrap(true);
    m_last->body()->addWidget(m_lastText);
    m_last->hide();
    auto* lastBox = new QVBoxLayout;
    lastBox->setContentsMargins(metrics::kSpace5, metrics::kSpace3, metrics::kSpace5, metrics::kSpace5);
    lastBox->addWidget(m_last);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(head);
    column->addWidget(new Separator(theme, Qt::Horizontal));
    column->addWidget(m_models);
    column->addWidget(m_scroll, 1);
    column->addLayout(lastBox);
    setMinimumWidth(metrics::kPaneGuidelines);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    clear();
}

void VotesPane::clear()
{
    m_evidence = {};
    m_caption->setText({});
    m_models->setText({});
    fill();
}

void VotesPane::setEvidence(const UnitEvidence& evidence, bool isSettled)
{
    m_evidence = evidence;
    QStringList parts;
    if (evidence.people > 0) {
        parts << tr("%n people", nullptr, evidence.people);
    }
    if (evidence.judges > 0) {
        parts << tr("%n judge(s)", nullptr, evidence.judges);
    }
    m_caption->setText(!evidence.isAdjudication ? QString()
                       : parts.isEmpty()        ? tr("nobody yet")
                                                : parts.join(u", "_s));
    if (!evidence.isAdjudication) {
        m_models->setText(tr("This item is not for settling, so other people's votes stay hidden."));
    } else if (!isSettled) {
        m_models->setText(tr("The models are named once you have settled it."));
    } else {
        QStringList names;
        for (int place = 0; place < evidence.models.size(); ++place) {
            names << tr("%1 is %2")
                         .arg(placeLetter(place),
                              evidence.models[place].isEmpty() ? tr("not known") : evidence.models[place]);
        }
        m_models->setText(names.join(u", "_s) + u'.');
    }
    fill();
    m_scroll->ensureVisible(0, 0);
}

void VotesPane::fill()
{
    while (m_rows->count() > 1) {
        QLayoutItem* old = m_rows->takeAt(0);
        delete old->widget();
        delete old;
    }
    const qsizetype shown = std::min(kMostRows, m_evidence.votes.size());
    for (qsizetype index = 0; index < shown; ++index) {
        m_rows->insertWidget(m_rows->count() - 1, new VoteRow(m_theme, m_evidence.votes[index]));
    }
    if (shown < m_evidence.votes.size()) {
        m_rows->insertWidget(
            m_rows->count() - 1,
            new ThemedLabel(m_theme,
                            tr("and %n more", nullptr, static_cast<int>(m_evidence.votes.size() - shown)),
                            Text::Caption, Color::Text2));
    }
}

void VotesPane::setLastVerdict(const QString& text)
{
    m_lastText->setText(text);
    m_last->setVisible(!text.isEmpty());
}

QString VotesPane::captionText() const
{
    return m_caption->text();
}

QString VotesPane::modelsText() const
{
    return m_models->text();
}

QString VotesPane::lastVerdict() const
{
    return m_last->isHidden() ? QString() : m_lastText->text();
}

void VotesPane::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Color::Inset));
}

} // namespace plumbline
