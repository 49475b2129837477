#include "ui/screens/adjudication/unitevidence.h"

#include "core/domain/adjudication.h"
#include "core/store/annotationrepository.h"
#include "core/store/annotatorrepository.h"
#include "core/store/batchrepository.h"
#include "core/store/itemrepository.h"
#include "core/store/sameresponses.h"
#include "ui/models/annotationwords.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("UnitEvidence", text);
}

QString nameIn(const QList<Choice>& choices, const QString& id)
{
    const auto found = std::find_if(choices.cbegin(), choices.cend(),
                                    [&id](const Choice& choice) { return choice.id == id; });
    return found == choices.cend() ? id : found->name;
}

QString whenOf(const Annotation& row)
{
    QJsonObject source = row.provenance.value("import"_L1).toObject();
    if (!source.contains("line"_L1)) {
        source = row.provenance;
    }
    return source.contains("line"_L1) ? tr("line %1").arg(source.value("line"_L1).toInteger())
                                      : QLocale().toString(row.createdAt.toLocalTime(), QLocale::ShortFormat);
}

/// Place on the screen → response index of the open item.
QList<ResponseIndex> placesOf(const OpenItem& open)
{
    QList<ResponseIndex> places = open.shownOrder;
    if (places.size() != open.view.responses.size()) {
        places.clear();
        for (int index = 0; index < open.view.responses.size(); ++index) {
            places.append(index);
        }
    }
    return places;
}

/// What an item's labels say, with the responses called as they stand on the screen.
class Reader
{
public:
    Reader(Session& session, const OpenItem& open)
        : m_session(session)
        , m_open(open)
    {
        const QList<ResponseIndex> places = placesOf(open);
        for (int place = 0; place < places.size(); ++place) {
            m_letters.insert(open.view.responses[places[place]].id.value, placeLetter(place));
        }
    }

    Result<void> read(ItemId item, UnitEvidence& out)
    {
        PLUMBLINE_ASSIGN(ItemView view, ItemRepository(m_session).view(item));
        PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(m_session).get(view.item.batchId));
        for (Response& response : view.responses) {
            response.model = m_letters.value(response.id.value); // no names while a person judges
        }
        PLUMBLINE_ASSIGN(const QList<Annotation> labels, AnnotationRepository(m_session).current(item));
        for (const Annotation& label : labels) {
            PLUMBLINE_ASSIGN(const Annotator who, AnnotatorRepository(m_session).get(label.annotatorId));
            VoteEvidence vote = evidenceOf(label, view);
            vote.who = who.name;
            vote.isJudge = who.kind != AnnotatorKind::Human;
            vote.isVerdict = isAdjudication(batch) && !vote.isJudge;
            if (!vote.isVerdict) {
                (vote.isJudge ? out.judges : out.people) += 1;
            }
            out.votes.append(vote);
        }
        return {};
    }

private:
    [[nodiscard]] VoteEvidence evidenceOf(const Annotation& label, const ItemView& view) const
    {
        VoteEvidence vote;
        vote.when = whenOf(label);
        Annotation plain = label; // the critique stands below, in full
        plain.content.critique.clear();
        vote.what = describeAnnotation(plain, view);
        vote.what.replace(0, 1, vote.what.at(0).toUpper());
        for (const QString& reason : label.content.reasons) {
            vote.reasons << nameIn(view.schema.definition.reasons, reason);
        }
        vote.confidence = nameIn(view.schema.definition.confidences, label.content.confidence);
        vote.critique = label.content.critique;
        vote.comment = label.content.comment;
        const Preference* preference = label.content.findPreference(u"overall"_s);
        if (preference != nullptr && preference->margin != 0) {
            const ResponseIndex better = preference->margin > 0 ? preference->first : preference->second;
            vote.better = indexInOpen(view.responses.value(better).id);
        } else if (preference != nullptr) {
            vote.better = -1;
        }
        return vote;
    }

    [[nodiscard]] ResponseIndex indexInOpen(ResponseId id) const
    {
        for (int index = 0; index < m_open.view.responses.size(); ++index) {
            if (m_open.view.responses[index].id == id) {
                return index;
            }
        }
        return -1;
    }

    Session& m_session;
    const OpenItem& m_open;
    QHash<qint64, QString> m_letters;
};

} // namespace

QString placeLetter(int place)
{
    return QChar(u'A' + place);
}

Result<UnitEvidence> readEvidence(Session& session, const OpenItem& open)
{
    UnitEvidence out;
    out.item = open.view.item.id;
    PLUMBLINE_ASSIGN(const Batch batch, BatchRepository(session).get(open.view.item.batchId));
    out.isAdjudication = isAdjudication(batch);
    QList<ResponseId> responses;
    for (const Response& response : open.view.responses) {
        responses.append(response.id);
    }
    for (const ResponseIndex index : placesOf(open)) {
        out.models.append(open.view.responses[index].model);
    }
    if (!out.isAdjudication) {
        return out;
    }
    PLUMBLINE_ASSIGN(const QList<ItemId> items, itemsAbout(session, responses));
    Reader reader(session, open);
    for (const ItemId item : items) {
        if (item != out.item) {
            PLUMBLINE_TRY(reader.read(item, out));
        }
    }
    std::stable_sort(
        out.votes.begin(), out.votes.end(),
        [](const VoteEvidence& one, const VoteEvidence& other) { return one.isJudge < other.isJudge; });
    return out;
}

} // namespace plumbline
