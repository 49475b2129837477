#include "ui/screens/annotate/pairwisereasons.h"

#include <QAction>
#include <QEvent>
#include <QStyle>

#include "ui/screens/annotate/pairwiseactions.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/painting.h"
#include "ui/widgets/reasonchip.h"
#include "ui/widgets/themedlabel.h"

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kGap = 8;
constexpr int kGapBeforeTools = 16;

} // namespace

PairwiseReasons::PairwiseReasons(const Theme& theme, ActionCollection& actions, QWidget* parent,
                                 const QString& context)
    : QWidget(parent)
    , m_theme(theme)
    , m_actions(actions)
    , m_context(context)
    , m_label(new ThemedLabel(theme, tr("Why"), Text::Head, Color::Text2, this))
    , m_more(new KeyButton(theme, nullptr, KeyButton::Kind::Secondary, this))
    , m_critique(new KeyButton(theme, actions.action(u"annotate.critique"_s), KeyButton::Kind::Quiet, this))
    , m_confidence(new KeyButton(theme, nullptr, KeyButton::Kind::Quiet, this))
{
    setObjectName(u"pairwiseReasons"_s);
    m_more->setObjectName(u"moreReasonsButton"_s);
    m_more->setAccessibleName(tr("More reasons"));
    m_critique->setObjectName(u"critiqueButton"_s);
    m_confidence->setObjectName(u"confidenceButton"_s);
    connect(m_more, &QAbstractButton::clicked, actions.action(context + u".moreReasons"_s),
            &QAction::trigger);
    connect(m_confidence, &QAbstractButton::clicked, actions.action(u"annotate.confidence"_s),
            &QAction::trigger);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, &PairwiseReasons::arrange);
    setConfidence({});
}

void PairwiseReasons::setSchema(const SchemaDefinition& schema)
{
    m_schema = schema;
    while (m_chips.size() < qMin<qsizetype>(schema.reasons.size(), kKeyedReasons)) {
        const QString id = m_context + u".reason%1"_s.arg(m_chips.size() + 1);
        auto* chip = new ReasonChip(m_theme, m_actions.action(id), this);
        chip->setObjectName(u"reasonChip%1"_s.arg(m_chips.size() + 1));
        m_chips.append(chip);
    }
    m_label->setVisible(!schema.reasons.isEmpty());
    m_critique->setVisible(schema.critique != Requirement::Off);
    m_confidence->setVisible(!schema.confidences.isEmpty());
    arrange();
}

void PairwiseReasons::setChosen(const QStringList& reasons)
{
    m_chosen = reasons;
    for (int index = 0; index < m_chips.size(); ++index) {
        QAction* action = m_actions.action(m_context + u".reason%1"_s.arg(index + 1));
        action->setChecked(index < m_schema.reasons.size() &&
                           reasons.contains(m_schema.reasons.at(index).id));
    }
    arrange();
}

void PairwiseReasons::setConfidence(const QString& name)
{
    m_confidence->setText(name.isEmpty() ? tr("Confidence") : tr("Confidence: %1").arg(name));
    m_confidence->setAccessibleName(m_confidence->text());
    m_confidence->setKeys(m_actions.keycapTexts(u"annotate.confidence"_s));
    m_confidence->updateGeometry();
    arrange();
}

void PairwiseReasons::setCritiqued(bool hasCritique)
{
    m_critique->setKind(hasCritique ? KeyButton::Kind::Secondary : KeyButton::Kind::Quiet);
}

void PairwiseReasons::setCompact(bool isCompact)
{
    m_critique->setIconOnly(isCompact);
    m_critique->setToolTip(isCompact ? m_critique->text() : QString());
    m_confidence->setIconName(isCompact ? u"gauge"_s : QString());
    m_confidence->setIconOnly(isCompact);
    m_confidence->setToolTip(isCompact ? m_confidence->text() : QString());
    updateGeometry();
    arrange();
}

QList<Choice> PairwiseReasons::hiddenReasons() const
{
    return m_schema.reasons.mid(m_shownChips);
}

QWidget* PairwiseReasons::moreButton() const
{
    return m_more;
}

QWidget* PairwiseReasons::confidenceButton() const
{
    return m_confidence;
}

int PairwiseReasons::toolsWidth() const
{
    int width = 0;
    for (const KeyButton* button : {m_critique, m_confidence}) {
        if (!button->isHidden()) {
            width += button->sizeHint().width() + kGap;
        }
    }
    return width;
}

QSize PairwiseReasons::sizeHint() const
{
    int width = m_label->isHidden() ? 0 : m_label->sizeHint().width() + kGap;
    const qsizetype keyed = qMin<qsizetype>(m_schema.reasons.size(), m_chips.size());
    for (qsizetype index = 0; index < keyed; ++index) {
        width += m_chips.at(index)->sizeHint().width() + kGap;
    }
    if (m_schema.reasons.size() > keyed) {
        width += m_more->sizeHint().width() + kGap;
    }
    return {width + kGapBeforeTools + toolsWidth(), m_theme.scaled(metrics::kReason)};
}

QSize PairwiseReasons::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

QRect PairwiseReasons::mirrored(const QRect& place) const
{
    return QStyle::visualRect(layoutDirection(), rect(), place);
}

void PairwiseReasons::arrange()
{
    const int height = m_theme.scaled(metrics::kReason);
    const qsizetype total = m_schema.reasons.size();
    const qsizetype keyed = qMin<qsizetype>(total, m_chips.size());
    const int room = width() - toolsWidth() - kGapBeforeTools;
    int left = 0;
    if (!m_label->isHidden()) {
        const int labelWidth = m_label->sizeHint().width();
        m_label->setGeometry(mirrored(QRect(0, 0, labelWidth, height)));
        left = labelWidth + kGap;
    }
    // How many chips fit, with "n more" beside them where some do not.
    const auto widthOf = [this, left](qsizetype count) {
        int sum = left;
        for (qsizetype index = 0; index < count; ++index) {
            sum += m_chips.at(index)->sizeHint().width() + kGap;
        }
        return sum;
    };
    m_more->setKeys(m_actions.keycapTexts(m_context + u".moreReasons"_s));
    // Measured, not set: a text that changes asks for the next layout, and that one for another.
    const QFont font = m_theme.font(Text::Button);
    const int mostMore = m_more->sizeHint().width() +
                         static_cast<int>(textWidth(font, tr("%n more", nullptr, static_cast<int>(total))) -
                                          textWidth(font, m_more->text()));
    qsizetype shown = keyed;
    while (shown > 0 && widthOf(shown) + (shown < total ? mostMore : 0) > room) {
        --shown;
    }
    m_shownChips = static_cast<int>(shown);
    for (qsizetype index = 0; index < m_chips.size(); ++index) {
        ReasonChip* chip = m_chips.at(index);
        chip->setVisible(index < shown);
        if (index < shown) {
            chip->setGeometry(mirrored(QRect(left, 0, chip->sizeHint().width(), height)));
            left += chip->width() + kGap;
        }
    }
    m_more->setVisible(shown < total);
    if (shown < total) {
        m_more->setText(tr("%n more", nullptr, static_cast<int>(total - shown)));
        m_more->setAccessibleName(tr("More reasons: %1").arg(total - shown));
        m_more->setGeometry(mirrored(QRect(left, 0, m_more->sizeHint().width(), height)));
    }
    placeTools();
}

void PairwiseReasons::placeTools()
{
    int right = width();
    for (KeyButton* button : {m_confidence, m_critique}) {
        if (!button->isHidden()) {
            const QSize size = button->sizeHint();
            const QPoint corner(right - size.width(), (height() - size.height()) / 2);
            button->setGeometry(mirrored(QRect(corner, size)));
            right -= size.width() + kGap;
        }
    }
}

void PairwiseReasons::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool PairwiseReasons::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest) {
        arrange();
    }
    return QWidget::event(event);
}

} // namespace plumbline
