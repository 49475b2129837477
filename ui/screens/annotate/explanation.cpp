#include "ui/screens/annotate/explanation.h"

#include <QAction>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/screens/annotate/answerfield.h"
#include "ui/screens/annotate/answerpanel.h"
#include "ui/screens/annotate/choicepopover.h"
#include "ui/screens/annotate/pairwiseactions.h"
#include "ui/screens/annotate/pairwisereasons.h"
#include "ui/screens/annotate/responsecolumn.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/barframe.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/themedlabel.h"

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QStringView kReasonRow = u"QWERT";
constexpr int kLinesLow = 2;

qsizetype countCharacters(const QString& text)
{
    return std::count_if(text.cbegin(), text.cend(), [](QChar each) { return !each.isLowSurrogate(); });
}

ActionSpec reasonSpec(const QString& context, const QString& group, int index, const QString& text)
{
    ActionSpec spec;
    spec.id = u"%1.reason%2"_s.arg(context).arg(index + 1);
    spec.context = context;
    spec.group = group;
    spec.text = text;
    spec.keys = {QKeySequence(QString(kReasonRow.at(index)), QKeySequence::PortableText)};
    spec.isCheckable = true;
    return spec;
}

} // namespace

Explanation::Explanation(const PanelServices& services, const QString& context, const QString& group,
                         const Reader& read, QWidget* panel)
    : QObject(panel)
    , m_theme(services.theme)
    , m_actions(services.actions)
    , m_context(context)
    , m_group(group)
    , m_read(read)
    , m_panel(panel)
{
    addActions(m_actions, context, group);
    connectActions();
    m_words = {tr("Critique"), tr("What decides it? Esc goes back to the answer."), u"critique"_s,
               [](const AnnotationContent& content) { return content.critique; },
               [](AnnotationContent& content, const QString& text) { content.critique = text; }};
    m_reasons = new PairwiseReasons(m_theme, m_actions, panel, context);
    m_reasons->hide();
    m_popover = new ChoicePopover(panel->objectName() + u"Popover"_s, m_theme, m_actions, panel);
    m_popover->hide();
    buildField(panel);
    connect(m_popover, &ChoicePopover::chosen, this, &Explanation::takePopover);
}

void Explanation::addActions(ActionCollection& actions, const QString& context, const QString& group)
{
    for (int index = 0; index < kKeyedReasons; ++index) {
        actions.add(reasonSpec(context, group, index, tr("Reason %1").arg(index + 1)));
    }
    ActionSpec more = reasonSpec(context, group, 0, tr("More reasons"));
    more.id = context + u".moreReasons"_s;
    more.keys = {QKeySequence(Qt::Key_Y)};
    more.isCheckable = false;
    actions.add(more);
}

void Explanation::connectActions()
{
    const auto on = [this](const QString& name, auto act) {
        connect(m_actions.action(m_context + u'.' + name), &QAction::triggered, this, [this, act] {
            if (m_panel->isVisible()) {
                act();
            }
        });
    };
    for (int index = 0; index < kKeyedReasons; ++index) {
        on(u"reason%1"_s.arg(index + 1), [this, index] {
            const QList<Choice>& reasons = m_schema.definition.reasons;
            if (index < reasons.size()) {
                toggleReason(reasons.at(index).id);
            }
        });
    }
    on(u"moreReasons"_s, [this] { openMoreReasons(); });
}

void Explanation::buildField(QWidget* panel)
{
    m_box = new BarFrame(m_theme, Color::Chrome, Qt::TopEdge, panel);
    auto* box = new QVBoxLayout(m_box);
    box->setContentsMargins(metrics::kPageMargin, metrics::kSpace3, metrics::kPageMargin, metrics::kSpace2);
    box->setSpacing(metrics::kSpace2);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::kSpace3);
    m_heading = new ThemedLabel(m_theme, m_words.heading, Text::Head, Color::Text2, m_box);
    m_count = new ElidedLabel(m_theme, {}, Text::Caption, Color::Text2, m_box);
    m_count->setAlignment(Qt::AlignRight);
    head->addWidget(m_heading);
    head->addWidget(m_count, 1);
    box->addLayout(head);
    m_editor = new AnswerField(m_theme, m_actions, m_box);
    m_editor->setObjectName(panel->objectName() + u"Critique"_s);
    m_editor->setProperty("isFramed", true);
    m_editor->setAccessibleName(m_words.heading);
    m_editor->setPlaceholderText(m_words.placeholder);
    m_editor->setVisibleLines(m_lines);
    m_heading->setBuddy(m_editor);
    box->addWidget(m_editor);
    m_count->hide();
    m_box->hide();
    connect(m_editor, &AnswerField::textEdited, this, [this](const QString& text) {
        AnnotationContent after = m_read();
        m_words.write(after, text);
        showCount();
        Q_EMIT changed(after, m_words.field);
    });
}

void Explanation::setItem(const SchemaVersion& schema)
{
    m_popover->dismiss();
    const bool isOther = !schema.id.isValid() || schema.id != m_schema.id;
    m_schema = schema;
    if (isOther) {
        fitActions();
        m_reasons->setSchema(schema.definition);
    }
}

void Explanation::fitActions()
{
    const QList<Choice>& reasons = m_schema.definition.reasons;
    for (int index = 0; index < kKeyedReasons; ++index) {
        const bool isUsed = index < reasons.size();
        const QString name = isUsed ? reasons.at(index).name : tr("Reason %1").arg(index + 1);
        QAction* action = m_actions.add(reasonSpec(m_context, m_group, index, name));
        action->setToolTip(isUsed ? reasons.at(index).description : QString());
        action->setEnabled(isUsed);
    }
    m_actions.action(m_context + u".moreReasons"_s)->setEnabled(!reasons.isEmpty());
}

void Explanation::setWords(const Words& words)
{
    m_words = words;
    m_heading->setText(words.heading);
    m_editor->setAccessibleName(words.heading);
    m_editor->setPlaceholderText(words.placeholder);
    m_editor->showText(words.read(m_read()));
    showCount();
}

void Explanation::setProminent(int lines)
{
    m_isProminent = true;
    m_lines = lines;
    m_editor->setVisibleLines(lines);
    m_count->show();
}

void Explanation::show(bool isNewItem)
{
    const AnnotationContent content = m_read();
    m_reasons->setChosen(content.reasons);
    m_reasons->setCritiqued(!content.critique.isEmpty() || !content.critiques.isEmpty());
    QString confidence;
    for (const Choice& each : std::as_const(m_schema.definition.confidences)) {
        confidence = each.id == content.confidence ? each.name : confidence;
    }
    m_reasons->setConfidence(confidence);
    const QString text = m_words.read(content);
    m_editor->showText(text);
    showCount();
    const Requirement asked = m_schema.definition.critique;
    if (isNewItem || !m_editor->hasFocus()) {
        showField(asked != Requirement::Off &&
                  (m_isProminent || !text.isEmpty() || asked == Requirement::Required));
    }
}

void Explanation::showCount()
{
    const QString text = m_editor->toPlainText();
    const QString words = tr("%n words", nullptr, countWords(text));
    const QString characters = tr("%n characters", nullptr, static_cast<int>(countCharacters(text)));
    m_count->setText(text.isEmpty() ? QString() : tr("%1, %2").arg(words, characters));
}

QWidget* Explanation::row() const
{
    return m_reasons;
}

bool Explanation::isPopoverOpen() const
{
    return m_popover->isOpen();
}

void Explanation::showField(bool isShown)
{
    if (isShown == m_box->isHidden()) {
        m_box->setVisible(isShown);
        Q_EMIT layoutChanged();
    }
}

void Explanation::openCritique()
{
    if (m_schema.definition.critique != Requirement::Off) {
        showField(true);
        m_editor->setFocus(Qt::OtherFocusReason);
        m_editor->moveCursor(QTextCursor::End);
    }
}

bool Explanation::takeAction(const QString& id)
{
    if (id == u"annotate.critique"_s) {
        openCritique();
        return true;
    }
    if (id == u"annotate.confidence"_s) {
        openConfidence();
        return true;
    }
    if (id == u"annotate.leaveField"_s && !m_isProminent) {
        showField(!m_words.read(m_read()).isEmpty() || m_schema.definition.critique == Requirement::Required);
    }
    return false;
}

void Explanation::setLow(bool isLow)
{
    m_heading->setVisible(!isLow || m_isProminent);
    m_editor->setVisibleLines(isLow ? std::min(kLinesLow, m_lines) : m_lines);
}

void Explanation::setCompact(bool isCompact)
{
    m_reasons->setCompact(isCompact);
}

void Explanation::toggleReason(const QString& id)
{
    AnnotationContent after = m_read();
    QStringList chosen;
    // In the order of the schema, whatever the order of pressing.
    for (const Choice& reason : std::as_const(m_schema.definition.reasons)) {
        if (after.reasons.contains(reason.id) != (reason.id == id)) {
            chosen.append(reason.id);
        }
    }
    after.reasons = chosen;
    Q_EMIT changed(after, QString());
}

void Explanation::openMoreReasons()
{
    QList<ChoicePopover::Choice> choices;
    const QStringList chosen = m_read().reasons;
    for (const Choice& reason : m_reasons->hiddenReasons()) {
        choices.append({reason.id, reason.name, chosen.contains(reason.id)});
    }
    if (!choices.isEmpty()) {
        m_isForReasons = true;
        m_popover->openAt(m_reasons->moreButton(), tr("More reasons"), choices);
    }
}

void Explanation::openConfidence()
{
    QList<ChoicePopover::Choice> choices;
    const QString chosen = m_read().confidence;
    for (const Choice& confidence : std::as_const(m_schema.definition.confidences)) {
        choices.append({confidence.id, confidence.name, confidence.id == chosen});
    }
    if (!choices.isEmpty()) {
        m_isForReasons = false;
        m_popover->openAt(m_reasons->confidenceButton(), tr("How sure are you?"), choices);
    }
}

void Explanation::takePopover(const QString& id)
{
    if (m_isForReasons) {
        toggleReason(id);
        return;
    }
    AnnotationContent after = m_read();
    after.confidence = after.confidence == id ? QString() : id;
    Q_EMIT changed(after, QString());
}

} // namespace plumbline
