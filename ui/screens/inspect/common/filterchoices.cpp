#include "ui/screens/inspect/common/filterchoices.h"

#include "ui/models/annotationwords.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace plumbline {

namespace {

constexpr std::array kAnnotatorKinds = {AnnotatorKind::Human, AnnotatorKind::Llm, AnnotatorKind::Simulated,
                                        AnnotatorKind::RewardModel};
constexpr std::array kItemKinds = {ItemKind::Pairwise, ItemKind::Rating,   ItemKind::Ranking,
                                   ItemKind::Span,     ItemKind::Critique, ItemKind::Reaction};

/// What the labels of a table use of its names; names without a label are not offered.
struct UsedNames
{
    QSet<std::int32_t> annotators;
    QSet<std::int32_t> kinds;
    QSet<std::int32_t> batches;
    QSet<std::int32_t> categories;
    QSet<int> turns;

    explicit UsedNames(const LabelTable& table)
    {
        for (const LabelHead& head : table.heads()) {
            const LabelledItem& item = table.itemOf(head);
            const LabelledPrompt& prompt = table.prompts()[static_cast<std::size_t>(item.prompt)];
            annotators.insert(head.annotator);
            kinds.insert(static_cast<std::int32_t>(item.kind));
            batches.insert(item.batch);
            categories.insert(prompt.category);
            turns.insert(prompt.turn);
        }
    }
};

class Collector
{
public:
    Collector(const LabelTable& table, const LabelFilter& filter)
        : m_table(table)
        , m_filter(filter)
        , m_used(table)
    {
    }

    QList<FilterChoice> choices(FilterPart part)
    {
        m_part = part;
        m_choices.clear();
        collect(part);
        const bool isOn = std::any_of(m_choices.cbegin(), m_choices.cend(),
                                      [](const FilterChoice& choice) { return choice.isOn; });
        return m_choices.size() > 1 || isOn ? m_choices : QList<FilterChoice>();
    }

private:
    void add(const QString& value, bool isOn, std::function<void(LabelFilter&)> apply)
    {
        m_choices.append({m_part, value, isOn, std::move(apply)});
    }

    /// One value of a part that holds one: choosing it replaces, choosing it again takes it away.
    void addOne(const QString& value, QString LabelFilter::*member)
    {
        const bool isOn = m_filter.*member == value;
        add(value, isOn, [=](LabelFilter& filter) { filter.*member = isOn ? QString() : value; });
    }

    /// One value of a part that holds several: choosing it adds, choosing it again takes it away.
    void addMany(const QString& value, QStringList LabelFilter::*member)
    {
        const bool isOn = (m_filter.*member).contains(value);
        add(value, isOn, [=](LabelFilter& filter) {
            if (isOn) {
                (filter.*member).removeAll(value);
            } else {
                (filter.*member).append(value);
            }
        });
    }

    void collect(FilterPart part)
    {
        switch (part) {
        case FilterPart::By:
            collectKindsOfAnnotators();
            break;
        case FilterPart::Annotator:
            collectAnnotators();
            break;
        case FilterPart::Kind:
            collectKinds();
            break;
        case FilterPart::Turn:
            collectTurns();
            break;
        case FilterPart::Batch:
            for (std::size_t index = 0; index < m_table.batches().size(); ++index) {
                if (m_used.batches.contains(static_cast<std::int32_t>(index))) {
                    addOne(m_table.batches()[index].name, &LabelFilter::batch);
                }
            }
            break;
        case FilterPart::Category:
            collectCategories();
            break;
        case FilterPart::Aspect:
            for (const QString& aspect : m_table.aspects()) {
                addOne(aspect, &LabelFilter::aspect);
            }
            break;
        case FilterPart::Model:
            collectModels(&LabelFilter::models);
            break;
        case FilterPart::HiddenModel:
            collectModels(&LabelFilter::hiddenModels);
            break;
        case FilterPart::Prompt:
            break; // chosen by what they are found with, not from a list
        }
    }

    void collectModels(QStringList LabelFilter::*member)
    {
        QStringList models = m_table.models();
        models.sort();
        for (const QString& model : std::as_const(models)) {
            addMany(model, member);
        }
    }

    void collectKindsOfAnnotators()
    {
        for (const AnnotatorKind kind : kAnnotatorKinds) {
            const bool isThere =
                std::any_of(m_used.annotators.cbegin(), m_used.annotators.cend(), [&](std::int32_t index) {
                    return m_table.annotators()[static_cast<std::size_t>(index)].kind == kind;
                });
            if (!isThere) {
                continue;
            }
            const bool isOn = m_filter.by.contains(kind);
            add(annotatorKindWord(kind), isOn, [kind, isOn](LabelFilter& filter) {
                if (isOn) {
                    filter.by.removeAll(kind);
                } else {
                    filter.by = {kind};
                }
            });
        }
    }

    void collectAnnotators()
    {
        QStringList names;
        for (const std::int32_t index : std::as_const(m_used.annotators)) {
            names << m_table.annotators()[static_cast<std::size_t>(index)].name;
        }
        names.sort();
        names.removeDuplicates();
        for (const QString& name : std::as_const(names)) {
            addMany(name, &LabelFilter::annotators);
        }
    }

    void collectKinds()
    {
        for (const ItemKind kind : kItemKinds) {
            if (m_used.kinds.contains(static_cast<std::int32_t>(kind))) {
                const bool isOn = m_filter.kind == kind;
                add(kindWord(kind), isOn, [kind, isOn](LabelFilter& filter) {
                    filter.kind = isOn ? std::optional<ItemKind>() : kind;
                });
            }
        }
    }

    void collectCategories()
    {
        QStringList names;
        for (const std::int32_t index : std::as_const(m_used.categories)) {
            if (index >= 0) {
                names << m_table.categories()[index];
            }
        }
        names.sort();
        for (const QString& name : std::as_const(names)) {
            addOne(name, &LabelFilter::category);
        }
    }

    void collectTurns()
    {
        QList<int> turns(m_used.turns.cbegin(), m_used.turns.cend());
        std::sort(turns.begin(), turns.end());
        for (const int turn : std::as_const(turns)) {
            const bool isOn = m_filter.turn == turn;
            add(QString::number(turn), isOn,
                [turn, isOn](LabelFilter& filter) { filter.turn = isOn ? std::optional<int>() : turn; });
        }
    }

    const LabelTable& m_table;
    const LabelFilter& m_filter;
    UsedNames m_used;
    FilterPart m_part = FilterPart::By;
    QList<FilterChoice> m_choices;
};

} // namespace

QList<FilterChoice> filterChoices(const LabelTable& table, const LabelFilter& filter,
                                  const QList<FilterPart>& parts)
{
    Collector collector(table, filter);
    QList<FilterChoice> all;
    for (const FilterPart part : parts) {
        all += collector.choices(part);
    }
    return all;
}

} // namespace plumbline
