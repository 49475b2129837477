#include "ui/screens/annotate/spanbars.h"

#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/categorybutton.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QHBoxLayout>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kButtonHeight = 36;

} // namespace

SpanCategoryBar::SpanCategoryBar(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_actions(actions)
    , m_flow(new FlowLayout(nullptr, metrics::kSpace3, metrics::kSpace3))
    , m_noErrors(
          new KeyButton(theme, actions.action(u"annotate.span.noErrors"_s), KeyButton::Kind::Toggle, this))
{
    setObjectName(u"spanCategories"_s);
    setAccessibleName(tr("Category"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSpace4);
    auto* label = new ThemedLabel(theme, tr("Category"), Text::Button, Color::Text2, this);
    label->setFixedHeight(theme.scaled(kButtonHeight)); // level with the first row of buttons
    layout->addWidget(label, 0, Qt::AlignTop);
    layout->addLayout(m_flow, 1);
    m_noErrors->setObjectName(u"spanNoErrors"_s);
    m_noErrors->setFocusPolicy(Qt::TabFocus);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void SpanCategoryBar::setSchema(const SchemaDefinition& schema)
{
    QAction* noErrors = m_actions.action(u"annotate.span.noErrors"_s);
    noErrors->setVisible(schema.canSayNoErrors);
    noErrors->setEnabled(schema.canSayNoErrors);
    m_noErrors->setVisible(schema.canSayNoErrors);
    if (m_categories == schema.categories) {
        return;
    }
    m_categories = schema.categories;
    qDeleteAll(m_buttons);
    m_buttons.clear();
    m_flow->removeWidget(m_noErrors);
    for (int index = 0; index < m_categories.size(); ++index) {
        const SpanCategory& category = m_categories.at(index);
        QAction* action = m_actions.action(u"annotate.span.category%1"_s.arg(index + 1));
        if (action == nullptr) {
            break;
        }
        auto* button = new CategoryButton(m_theme, category.slot, action, this);
        button->setLetter(category.letter);
        button->setObjectName(u"spanCategory%1"_s.arg(index + 1));
        button->setToolTip(category.description);
        button->setAccessibleName(category.name);
        button->setAccessibleDescription(category.description);
        button->setFocusPolicy(Qt::TabFocus);
        m_buttons.append(button);
        m_flow->addWidget(button);
        button->show();
    }
    m_flow->addWidget(m_noErrors);
    updateGeometry();
}

void SpanCategoryBar::setCategory(const QString& id)
{
    for (int index = 0; index < m_buttons.size(); ++index) {
        QAction* action = m_buttons.at(index)->action();
        action->setChecked(m_categories.at(index).id == id);
    }
}

SpanDetailBar::SpanDetailBar(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_label(new ThemedLabel(theme, tr("Severity"), Text::Button, Color::Text2, this))
    , m_severity(new SegmentedControl(theme, {}, {}, this))
    , m_note(new KeyButton(theme, actions.action(u"annotate.comment"_s), KeyButton::Kind::Quiet, this))
    , m_evidence(new KeyButton(theme, actions.action(u"annotate.reference"_s), KeyButton::Kind::Quiet, this))
    , m_confidence(new QWidget(this))
{
    setObjectName(u"spanDetails"_s);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kSpace4);
    layout->addWidget(m_label);
    layout->addWidget(m_severity);
    m_severity->setObjectName(u"spanSeverity"_s);
    m_severity->setAccessibleName(tr("Severity"));
    m_severity->setFocusPolicy(Qt::TabFocus);
    m_note->setObjectName(u"spanNote"_s);
    m_note->setIconName(u"note"_s);
    m_evidence->setObjectName(u"spanEvidence"_s);
    m_evidence->setIconName(u"link"_s);
    auto* confidence =
        new KeyButton(theme, actions.action(u"annotate.confidence"_s), KeyButton::Kind::Quiet, m_confidence);
    confidence->setObjectName(u"spanConfidence"_s);
    auto* holder = new QHBoxLayout(m_confidence);
    holder->setContentsMargins(0, 0, 0, 0);
    holder->addWidget(confidence);
    for (KeyButton* button : {m_note, m_evidence, confidence}) {
        button->setFocusPolicy(Qt::TabFocus);
    }
    layout->addWidget(m_note);
    layout->addWidget(m_evidence);
    layout->addWidget(m_confidence);
    layout->addStretch(1);
    connect(m_severity, &RadioCells::cellChosen, this, [this](int cell) { Q_EMIT severityChosen(cell + 1); });
}

void SpanDetailBar::setSchema(const SchemaDefinition& schema)
{
    const bool hasSeverities = !schema.severities.isEmpty();
    m_label->setVisible(hasSeverities);
    m_severity->setVisible(hasSeverities);
    m_confidence->setVisible(!schema.confidences.isEmpty());
    if (m_severities == schema.severities) {
        return;
    }
    m_severities = schema.severities;
    QStringList texts;
    QStringList keys;
    for (int index = 0; index < m_severities.size(); ++index) {
        texts.append(m_severities.at(index).name);
        keys.append(m_actions.keycapTexts(u"annotate.span.severity%1"_s.arg(index + 1)).join(u' '));
    }
    m_severity->setSegments(texts, keys);
}

void SpanDetailBar::setSeverity(int rank)
{
    m_severity->setValue(rank > 0 ? std::optional(rank - 1) : std::nullopt);
}

void SpanDetailBar::setOpen(bool isOpen)
{
    m_severity->setEnabled(isOpen);
}

void SpanDetailBar::setCompact(bool isCompact)
{
    m_note->setIconOnly(isCompact);
    m_evidence->setIconOnly(isCompact);
}

QWidget* SpanDetailBar::confidenceAnchor() const
{
    return m_confidence;
}

} // namespace plumbline
