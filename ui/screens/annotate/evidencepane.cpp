#include "ui/screens/annotate/evidencepane.h"

#include "ui/screens/annotate/evidencedelegate.h"
#include "ui/screens/annotate/evidencemissingmodel.h"
#include "ui/screens/annotate/spanlistdelegate.h"
#include "ui/screens/annotate/spanlistmodel.h"
#include "ui/shell/actioncollection.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/keycaps.h"
#include "ui/widgets/pilltabs.h"

#include <QHBoxLayout>
#include <QListView>
#include <QPainter>
#include <QStackedWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

class SealedBrowser final : public QTextBrowser
{
public:
    explicit SealedBrowser(QWidget* parent)
        : QTextBrowser(parent)
    {
        setOpenLinks(false);
    }

protected:
    QVariant loadResource(int, const QUrl&) override { return {}; }
};

QListView* makeList(const QString& name, const QString& spokenName, QWidget* parent)
{
    auto* list = new QListView(parent);
    list->setObjectName(name);
    list->setAccessibleName(spokenName);
    list->setFrameShape(QFrame::NoFrame);
    list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list->setTabKeyNavigation(false);
    list->setMouseTracking(true);
    list->viewport()->setAutoFillBackground(false);
    list->setStyleSheet(u"QListView { background: transparent; border: none; }"_s);
    return list;
}

} // namespace

EvidencePane::EvidencePane(const Theme& theme, ActionCollection& actions, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_tabs(new PillTabs(theme, {}, this))
    , m_pages(new QStackedWidget(this))
    , m_passagePage(new QWidget(this))
    , m_place(new ElidedLabel(theme, QString(), Text::Head, Color::Text, this))
    , m_title(new ElidedLabel(theme, QString(), Text::Caption, Color::Text2, this))
    , m_model(new EvidenceModel(this))
    , m_missingModel(new EvidenceMissingModel(this))
    , m_reference(new SealedBrowser(this))
{
    setObjectName(u"evidencePane"_s);
    m_tabs->setObjectName(u"evidenceTabs"_s);
    m_tabs->setAccessibleName(tr("Evidence, missing information, reference"));
    m_sentences = makeList(u"evidenceSentences"_s, tr("Sentences of the passage"), this);
    m_sentences->setModel(m_model);
    m_sentences->setItemDelegate(new EvidenceDelegate(theme, m_sentences));
    m_sentences->setResizeMode(QListView::Adjust);
    m_missing = makeList(u"evidenceMissing"_s, tr("Missing information"), this);
    m_missing->setModel(m_missingModel);
    m_missing->setItemDelegate(new SpanListDelegate(theme, m_missing));
    m_reference->setObjectName(u"evidenceReference"_s);
    m_reference->setAccessibleName(tr("Reference answer"));
    m_reference->setFrameShape(QFrame::NoFrame);
    m_reference->setTabChangesFocus(true);
    m_reference->viewport()->setAutoFillBackground(false);
    m_reference->setStyleSheet(u"QTextBrowser { background: transparent; border: none; }"_s);
    buildPassages(actions);
    m_pages->addWidget(m_passagePage);
    m_pages->addWidget(m_missing);
    m_pages->addWidget(m_reference);
    m_tabKeys = actions.keycapTexts(u"annotate.span.evidence"_s);
    auto* tabRow = new QHBoxLayout;
    tabRow->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace5 + 30, 0);
    tabRow->addWidget(m_tabs);
    tabRow->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 1, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(tabRow);
    layout->addWidget(m_pages, 1);
    connect(m_tabs, &PillTabs::cellChosen, this, [this](int tab) { setTab(static_cast<Tab>(tab)); });
    connect(m_sentences, &QListView::doubleClicked, this, [this](const QModelIndex& index) {
        Q_EMIT sentenceActivated(m_passage, m_model->sentenceAt(index.row()));
    });
    connect(m_missing, &QListView::clicked, this, [this](const QModelIndex& index) {
        Q_EMIT missingChosen(index.data(SpanListModel::IndexRole).toInt());
    });
    connect(&theme, &Theme::changed, this, &EvidencePane::restyle);
    showTabs(0);
}

EvidencePane::~EvidencePane() = default;

void EvidencePane::buildPassages(ActionCollection& actions)
{
    m_previous = new KeyButton(m_theme, actions.action(u"annotate.span.previousPassage"_s),
                               KeyButton::Kind::Quiet, this);
    m_next =
        new KeyButton(m_theme, actions.action(u"annotate.span.nextPassage"_s), KeyButton::Kind::Quiet, this);
    m_previous->setObjectName(u"evidencePrevious"_s);
    m_next->setObjectName(u"evidenceNext"_s);
    m_previous->setIconName(isRightToLeft() ? u"right"_s : u"left"_s);
    m_next->setIconName(isRightToLeft() ? u"left"_s : u"right"_s);
    auto* header = new QHBoxLayout;
    header->setContentsMargins(metrics::kSpace5, 6, metrics::kSpace3, 2);
    header->setSpacing(metrics::kSpace3);
    m_place->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    header->addWidget(m_place);
    header->addWidget(m_title, 1);
    for (KeyButton* button : {m_previous, m_next}) {
        button->setIconOnly(true);
        button->setFocusPolicy(Qt::TabFocus);
        header->addWidget(button);
    }
    auto* layout = new QVBoxLayout(m_passagePage);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(header);
    layout->addWidget(m_sentences, 1);
}

void EvidencePane::setPrompt(const Prompt& prompt)
{
    m_prompt = prompt;
    showPassage(0);
    showReference();
    m_sentences->scrollToTop();
    setTab(m_prompt.passages.isEmpty() && !m_prompt.references.isEmpty() ? ReferenceTab : EvidenceTab);
}

void EvidencePane::showPassage(int passage)
{
    const int count = passageCount();
    m_passage = count == 0 ? 0 : (passage % count + count) % count;
    const Passage shown = m_prompt.passages.value(m_passage);
    m_model->setPassage(shown, count == 0 ? -1 : m_passage);
    m_place->setText(count == 0 ? tr("No passages") : tr("Passage %1 of %2").arg(m_passage + 1).arg(count));
    m_title->setText(count == 0 ? tr("this prompt came without any") : shown.title);
    m_previous->setVisible(count > 1);
    m_next->setVisible(count > 1);
    if (m_model->rowCount() > 0) {
        const int first = std::min(m_model->rowOfSentence(0), m_model->rowCount() - 1);
        m_sentences->setCurrentIndex(m_model->index(first));
    }
}

void EvidencePane::showReference()
{
    m_reference->document()->setDefaultFont(m_theme.font(Text::Body));
    m_reference->document()->setDocumentMargin(metrics::kSpace5);
    const QString text = m_prompt.references.join(u"\n\n"_s);
    m_reference->setPlainText(text.isEmpty() ? tr("This prompt came without a reference answer.") : text);
}

void EvidencePane::showTabs(int missingCount)
{
    const QStringList texts{tr("Evidence"), tr("Missing info (%1)").arg(missingCount), tr("Reference")};
    const int current = m_tabs->cellCount() > 0 ? m_tabs->current() : 0;
    m_tabs->setTexts(texts);
    m_tabs->setCurrent(current);
}

void EvidencePane::setAnswer(const EvidenceModel::Answer& answer)
{
    m_model->setAnswer(answer);
    m_sentences->doItemsLayout(); // a caption makes a row taller
    m_missingModel->setMissing(answer.content, answer.schema, m_prompt.passages, answer.response,
                               answer.openMissing);
    const int row = m_missingModel->rowOfIndex(answer.openMissing);
    if (row >= 0) {
        m_missing->setCurrentIndex(m_missingModel->index(row));
    }
    showTabs(m_missingModel->rowCount());
}

EvidencePane::Tab EvidencePane::tab() const
{
    return static_cast<Tab>(m_pages->currentIndex());
}

void EvidencePane::setTab(Tab tab)
{
    m_tabs->setCurrent(tab);
    m_pages->setCurrentIndex(tab);
}

void EvidencePane::stepPassage(int steps)
{
    setTab(EvidenceTab);
    showPassage(m_passage + steps);
    m_sentences->scrollToTop();
}

std::optional<std::pair<int, int>> EvidencePane::sentenceInFocus() const
{
    const QModelIndex index = m_sentences->currentIndex();
    if (passageCount() == 0 || !index.isValid()) {
        return std::nullopt;
    }
    return std::pair(m_passage, m_model->sentenceAt(index.row()));
}

void EvidencePane::setSentenceInFocus(int passage, int sentence)
{
    if (passage < 0 || passage >= passageCount()) {
        return;
    }
    if (passage != m_passage) {
        showPassage(passage);
    }
    const QModelIndex index = m_model->index(m_model->rowOfSentence(sentence));
    if (index.isValid()) {
        m_sentences->setCurrentIndex(index);
        m_sentences->doItemsLayout(); // rows of the last width would be scrolled to
        if (!m_sentences->viewport()->rect().contains(m_sentences->visualRect(index))) {
            m_sentences->scrollTo(index, QAbstractItemView::PositionAtCenter);
        }
    }
}

void EvidencePane::reveal(const Evidence& evidence)
{
    if (evidence.passage && !evidence.sentences.isEmpty()) {
        setSentenceInFocus(*evidence.passage, evidence.sentences.constFirst());
    }
}

void EvidencePane::focusSentences()
{
    if (tab() == ReferenceTab) {
        setTab(EvidenceTab);
    }
    sentenceView()->setFocus(Qt::OtherFocusReason);
}

QWidget* EvidencePane::sentenceView() const
{
    return tab() == MissingTab ? m_missing : m_sentences;
}

bool EvidencePane::hasSentenceFocus() const
{
    return m_sentences->hasFocus() || m_missing->hasFocus();
}

void EvidencePane::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_sentences->doItemsLayout();
}

void EvidencePane::restyle()
{
    showReference();
    m_sentences->doItemsLayout();
    m_missing->doItemsLayout();
    update();
}

void EvidencePane::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Color::Inset));
    painter.setPen(QPen(m_theme.color(Color::Border), 1));
    painter.drawLine(QPointF(0, 0.5), QPointF(width(), 0.5));
    const double y = m_pages->geometry().top() - 0.5;
    painter.drawLine(QPointF(0, y), QPointF(width(), y));
    const double keys = keycapsWidth(m_theme, m_tabKeys);
    const double left = isRightToLeft() ? metrics::kSpace4 : width() - metrics::kSpace4 - keys;
    paintKeycaps(painter, m_theme, {left, m_tabs->geometry().center().y() + 0.5}, m_tabKeys);
}

} // namespace plumbline
