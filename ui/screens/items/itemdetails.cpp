#include "ui/screens/items/itemdetails.h"

#include "core/base/whenfinished.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/store.h"
#include "ui/models/annotationwords.h"
#include "ui/screens/items/historyview.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/themedlabel.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QSet>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kPromptCharacters = 600;
constexpr qsizetype kResponseCharacters = 280; ///< the history is what this pane is for

QString cut(const QString& text, qsizetype most)
{
    return text.size() <= most ? text : text.left(most).trimmed() + u" …"_s;
}

qsizetype wordCount(const QString& text)
{
    return text.simplified().isEmpty() ? 0 : text.simplified().count(u' ') + 1;
}

/// The line of the file it was imported from, or the time it was given.
QString whenOf(const Annotation& row)
{
    const QJsonObject import = row.provenance.value("import"_L1).toObject();
    if (import.contains("line"_L1)) {
        return HistoryView::tr("line %1").arg(import.value("line"_L1).toInteger());
    }
    return QLocale().toString(row.createdAt.toLocalTime(), QLocale::ShortFormat);
}

QString whoOf(const Annotation& row, const Annotator& who)
{
    QStringList parts{who.name};
    if (who.kind != AnnotatorKind::Human) {
        parts << HistoryView::tr("judge");
    }
    if (row.activeMs && *row.activeMs > 0) {
        parts << HistoryView::tr("%1 s").arg(*row.activeMs / 1000);
    }
    if (row.content.isFlagged) {
        parts << HistoryView::tr("flagged");
    }
    if (!row.content.comment.isEmpty()) {
        parts << u"“%1”"_s.arg(row.content.comment);
    }
    return parts.join(u", "_s);
}

} // namespace

ItemDetails::ItemDetails(const Theme& theme, Store* store, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_store(store)
{
    setObjectName(u"itemDetails"_s);
    setAccessibleName(tr("Details of the item"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(metrics::kSpace6, metrics::kSpace5, metrics::kSpace6, metrics::kSpace5);
    layout->setSpacing(metrics::kSpace4);
    m_title = new ThemedLabel(theme, {}, Text::Title, Color::Text);
    m_prompt = new ThemedLabel(theme, {}, Text::Body, Color::Text);
    m_prompt->setWordWrap(true);
    m_responses = new QVBoxLayout;
    m_responses->setSpacing(metrics::kSpace4);
    m_historyHead = new QHBoxLayout;
    m_historyHead->addWidget(new ThemedLabel(theme, tr("History"), Text::Strong, Color::Text));
    m_historyCaption = new ThemedLabel(theme, {}, Text::Caption, Color::Text2);
    m_historyHead->addWidget(m_historyCaption);
    m_historyHead->addStretch();
    m_history = new HistoryView(theme);
    layout->addWidget(m_title);
    layout->addWidget(m_prompt);
    layout->addLayout(m_responses);
    layout->addLayout(m_historyHead);
    layout->addWidget(m_history);
    layout->addStretch();
    setWidget(body);
}

void ItemDetails::setInspectAction(QAction* action)
{
    m_inspect = new KeyButton(m_theme, action, KeyButton::Kind::Quiet);
    m_inspect->setObjectName(u"itemInspect"_s);
    m_inspect->hide();
    m_historyHead->addWidget(m_inspect);
}

Result<ItemDetails::Data> ItemDetails::read(Session& session, ItemId item)
{
    Data data;
    PLUMBLINE_ASSIGN(data.view, ItemRepository(session).view(item));
    PLUMBLINE_ASSIGN(data.rows, AnnotationRepository(session).history(item));
    for (const Annotation& row : std::as_const(data.rows)) {
        if (!data.people.contains(row.annotatorId)) {
            PLUMBLINE_ASSIGN(const Annotator who, AnnotatorRepository(session).get(row.annotatorId));
            data.people.insert(who.id, who);
        }
    }
    return data;
}

void ItemDetails::show(ItemId item)
{
    m_item = item;
    if (m_store == nullptr || !item.isValid()) {
        return;
    }
    whenFinished(m_store->readAsync([item](Session& session) { return read(session, item); }), this,
                 [this, item](const Result<Data>& data) {
                     if (item != m_item) {
                         return;
                     }
                     if (!data) {
                         Q_EMIT failed(data.error());
                         return;
                     }
                     fill(*data);
                     Q_EMIT shown(item);
                 });
}

void ItemDetails::fill(const Data& data)
{
    m_title->setText(tr("Item %1, %2").arg(data.view.item.position + 1).arg(data.view.batchName));
    m_prompt->setText(cut(data.view.prompt.lastUserText(), kPromptCharacters));
    while (QLayoutItem* old = m_responses->takeAt(0)) {
        delete old->widget();
        delete old;
    }
    for (qsizetype index = 0; index < data.view.responses.size(); ++index) {
        addResponse(data.view.responses[index], static_cast<int>(index));
    }
    QSet<AnnotationId> superseded;
    for (const Annotation& row : data.rows) {
        superseded.insert(row.supersedes);
    }
    QList<HistoryView::Entry> entries;
    for (const Annotation& row : data.rows) {
        const VoteMark mark = voteMark(row.content);
        QColor dot = m_theme.color(Color::Neutral);
        if (mark.side == VoteMark::Side::First || mark.side == VoteMark::Side::Second) {
            dot = m_theme.color(mark.side == VoteMark::Side::First ? Color::DivPos : Color::DivNeg);
        }
        entries << HistoryView::Entry{describeAnnotation(row, data.view),
                                      whoOf(row, data.people.value(row.annotatorId)), whenOf(row), dot,
                                      superseded.contains(row.id)};
    }
    m_history->setEntries(entries);
    m_judges.clear();
    for (const Annotator& who : data.people) {
        if (who.kind != AnnotatorKind::Human) {
            m_judges.append(who);
        }
    }
    std::sort(m_judges.begin(), m_judges.end(),
              [](const Annotator& a, const Annotator& b) { return a.id < b.id; });
    const qsizetype judges = m_judges.size();
    if (m_inspect != nullptr) {
        m_inspect->setVisible(judges > 0);
    }
    m_historyCaption->setText(
        entries.isEmpty()
            ? tr("no answers yet")
            : tr("%n people", nullptr, static_cast<int>(data.people.size() - judges)) +
                  (judges > 0 ? tr(", %n judge(s)", nullptr, static_cast<int>(judges)) : QString()));
}

void ItemDetails::addResponse(const Response& response, int index)
{
    const QString name = response.model.isEmpty() ? tr("Response %1").arg(index + 1) : response.model;
    const int words = static_cast<int>(wordCount(response.text()));
    auto* card = new Card(m_theme, name, tr("%n words", nullptr, words));
    auto* text = new ThemedLabel(m_theme, cut(response.text().simplified(), kResponseCharacters), Text::Body,
                                 Color::Text2);
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    card->body()->addWidget(text);
    m_responses->addWidget(card);
}

} // namespace plumbline
