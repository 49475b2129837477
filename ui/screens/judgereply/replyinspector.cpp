#include "ui/screens/judgereply/replyinspector.h"

#include "core/base/whenfinished.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/store.h"
#include "ui/dialogs/dialogkeys.h"
#include "ui/plots/barchart.h"
#include "ui/screens/judgereply/callsmodel.h"
#include "ui/screens/judgereply/rawtextview.h"
#include "ui/screens/judgereply/replywords.h"
#include "ui/shell/errorwords.h"
#include "ui/shell/pageactions.h"
#include "ui/theme/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/pilltabs.h"
#include "ui/widgets/themedlabel.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QStackedWidget>
#include <QTableView>

#include <cmath>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

ReplyInspector::ReplyInspector(AppContext& context, QWidget* parent)
    : DialogFrame(context.theme, tr("Asked and answered"), parent)
    , m_context(context)
{
    setObjectName(u"replyInspector"_s);
    addActions(context.actions);
    build();
    const auto on = [this](const QString& id, auto slot) {
        connect(m_context.actions.action(id), &QAction::triggered, this, slot);
    };
    for (int tab = 0; tab < 3; ++tab) {
        on(u"judgereply.tab%1"_s.arg(tab + 1), [this, tab] { showTab(tab); });
    }
    on(u"judgereply.copyPrompt"_s, [this] { copy(m_prompt->wholeText(), tr("prompt")); });
    on(u"judgereply.copyReply"_s,
       [this] { copy(current() != nullptr ? current()->reply : QString(), tr("reply")); });
    on(u"judgereply.copyRead"_s, [this] { copy(m_read->wholeText(), tr("what was read")); });
    on(u"judgereply.explore"_s, [this] {
        Q_EMIT exploreRequested(m_item);
        accept();
    });
    new DialogKeys(context.actions, this, u"judgereply"_s);
}

void ReplyInspector::addActions(ActionCollection& actions)
{
    const PageActions<ReplyInspector> here(actions, nullptr, u"judgereply"_s, tr("Asked and answered"));
    const QStringList tabs{tr("Prompt"), tr("Reply"), tr("What was read")};
    for (int tab = 0; tab < tabs.size(); ++tab) {
        here.add(u"judgereply.tab%1"_s.arg(tab + 1), tabs[tab], {QKeySequence(Qt::Key_1 + tab)});
    }
    here.add(u"judgereply.copyPrompt"_s, tr("Copy the prompt"), {QKeySequence(Qt::Key_P)}, u"file"_s);
    here.add(u"judgereply.copyReply"_s, tr("Copy the reply"), {QKeySequence(Qt::Key_R)}, u"file"_s);
    here.add(u"judgereply.copyRead"_s, tr("Copy what was read"), {QKeySequence(Qt::Key_V)}, u"file"_s);
    here.add(u"judgereply.explore"_s, tr("Show in Explorer"), {QKeySequence(Qt::Key_X)}, u"search"_s);
}

ReplyInspector* ReplyInspector::openFor(AppContext& context, AnnotatorId judge, ItemId item, QWidget* parent)
{
    auto* inspector = new ReplyInspector(context, parent->window());
    inspector->setAttribute(Qt::WA_DeleteOnClose);
    inspector->inspect(judge, item);
    inspector->open();
    return inspector;
}

void ReplyInspector::openFor(AppContext& context, const QString& judge, const QList<ItemId>& items,
                             QWidget* parent)
{
    if (context.store == nullptr || items.isEmpty()) {
        return;
    }
    using Found = std::optional<QPair<AnnotatorId, ItemId>>;
    const auto work = [judge, items](Session& session) -> Result<Found> {
        PLUMBLINE_ASSIGN(const std::optional<Annotator> who, AnnotatorRepository(session).findByName(judge));
        if (!who) {
            return Found();
        }
        for (const ItemId item : items) {
            PLUMBLINE_ASSIGN(const std::optional<Annotation> row,
                             AnnotationRepository(session).newest(item, who->id));
            if (row) {
                return Found({who->id, item});
            }
        }
        return Found({who->id, items.constFirst()});
    };
    whenFinished(context.store->readAsync(work), parent, [&context, parent](const Result<Found>& found) {
        if (found && *found) {
            openFor(context, (*found)->first, (*found)->second, parent);
        }
    });
}

void ReplyInspector::inspect(AnnotatorId judge, ItemId item)
{
    m_judge = judge;
    m_item = item;
    m_isLoaded = false;
    if (m_context.store == nullptr) {
        return;
    }
    const auto work = [judge, item](Session& session) { return inspectWork(session, judge, item); };
    whenFinished(
        m_context.store->readAsync(work), this, [this, judge, item](const Result<InspectedWork>& read) {
            if (judge != m_judge || item != m_item) {
                return;
            }
            m_isLoaded = true;
            if (read) {
                fill(*read);
            } else {
                const ErrorWords words = errorWords(read.error());
                message()->showMessage(MessageBar::Severity::Error, words.title, words.body, words.details);
            }
            Q_EMIT shown();
        });
}

void ReplyInspector::fill(const InspectedWork& work)
{
    m_work = work;
    setSubtitle(tr("%1, item %2 of %3")
                    .arg(work.judge.name, groupedNumber(work.item.item.position + 1), work.item.batchName));
    m_verdict->setText(verdictSentence(work));
    m_note->setText(work.note);
    m_note->setVisible(!work.note.isEmpty());
    m_model->setCalls(work.calls, work.item);
    if (work.calls.isEmpty()) {
        fillEmpty();
        return;
    }
    // The first that came to nothing is what one looks for; else the first.
    int row = 0;
    for (int index = 0; index < m_model->rowCount(); ++index) {
        if (m_model->index(index, 0).data(CallsModel::IsFaultRole).toBool()) {
            row = index;
            break;
        }
    }
    m_calls->setCurrentIndex(m_model->index(row, 0));
    m_calls->setFocus();
    showCall();
}

void ReplyInspector::fillEmpty()
{
    const QString why = m_work.label
                            ? tr("No call is kept with this verdict: the judge asks no server, or the "
                                 "verdict was imported.")
                            : tr("Nothing is kept of this judge’s work on the item.");
    m_prompt->setRawText(why);
    m_reply->setRawText(why);
    m_read->setRawText(m_work.label ? QString::fromUtf8(QJsonDocument(m_work.label->provenance).toJson())
                                    : why);
    showFacts({});
    showTab(m_work.label ? 2 : 0);
    m_tabs->setFocus();
}

const InspectedCall* ReplyInspector::current() const
{
    const int row = m_calls->currentIndex().row();
    return row >= 0 && row < m_model->rowCount() ? &m_model->calls()[row] : nullptr;
}

void ReplyInspector::showCall()
{
    const InspectedCall* call = current();
    if (call == nullptr) {
        return;
    }
    const ShownPrompt prompt = shownPrompt(call->messages);
    if (prompt.text.isEmpty()) {
        m_prompt->setRawText(tr("The prompt cannot be made again from what is kept."));
    } else {
        m_prompt->setPrompt(prompt);
    }
    QString reply = call->reply;
    if (!call->refusal.isEmpty()) {
        reply += (reply.isEmpty() ? QString() : u"\n\n"_s) + tr("[refused] %1").arg(call->refusal);
    }
    if (!call->reasoning.isEmpty()) {
        reply = tr("[thought before] %1").arg(call->reasoning) + u"\n\n"_s + reply;
    }
    m_reply->setRawText(reply.isEmpty() ? tr("There is no reply.") : reply);
    m_read->setRawText(readText(*call));
    const QStringList fields = prompt.fields();
    m_legend->setText(fields.isEmpty()
                          ? QString()
                          : tr("Marked: text of others, not the template’s (%1)").arg(fields.join(u", "_s)));
    showFacts(*call);
    showTab(m_tabs->current());
}

QString ReplyInspector::readText(const InspectedCall& call) const
{
    QStringList parts{outcomeWords(call)};
    if (!call.detail.isEmpty()) {
        parts << call.detail;
    }
    if (!call.parsed.isEmpty()) {
        parts << QString::fromUtf8(QJsonDocument(call.parsed).toJson());
    }
    return parts.join(u"\n\n"_s);
}

void ReplyInspector::showFacts(const InspectedCall& call)
{
    while (m_facts->rowCount() > 0) {
        m_facts->removeRow(0);
    }
    for (const auto& [name, value] : callFacts(m_work, call)) {
        auto* text = new ThemedLabel(m_context.theme, value, Text::Caption);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_facts->addRow(new ThemedLabel(m_context.theme, name, Text::Caption, Color::Text2), text);
    }
    QList<BarRow> bars;
    for (const auto& [token, logprob] : call.logprobs) {
        const double share = std::exp(logprob);
        QString name = token;
        name.replace(u'\n', u"\\n"_s);
        bars.append({name.trimmed().isEmpty() ? u"“%1”"_s.arg(name) : name, share, std::nullopt,
                     percentText(share, 1), tr("log-probability %1").arg(decimalNumber(logprob, 3))});
    }
    m_tokensTitle->setText(bars.isEmpty() || call.isVerdictToken
                               ? tr("How likely the verdict’s token was")
                               : tr("How likely the reply’s first token was"));
    m_tokens->setBars(bars);
}

void ReplyInspector::showTab(int tab)
{
    m_tabs->setCurrent(tab);
    m_stack->setCurrentIndex(tab);
    m_legend->setVisible(tab == 0 && !m_legend->text().isEmpty());
}

void ReplyInspector::copy(const QString& text, const QString& what)
{
    QGuiApplication::clipboard()->setText(text);
    m_copied->setText(tr("Copied: %1").arg(what));
}

} // namespace plumbline
