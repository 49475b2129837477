#include "ui/screens/inspect/common/filterchoices.h"

#include "ui/models/annotationwords.h"

#include <algorithm>
#include <array>
#include <vector>

namespace plumbline {

namespace {

constexpr std::array kAnnotatorKinds = {AnnotatorKind::Human, AnnotatorKind::Llm, AnnotatorKind::Simulated,
                                        AnnotatorKind::RewardModel};
constexpr std::array kItemKinds = {ItemKind::Pairwise, ItemKind::Rating,   ItemKind::Ranking,
                                   ItemKind::Span,     ItemKind::Critique, ItemKind::Reaction};

/// What the labels of a table use of its names; names without a label are not offered. A pass of plain
/// stores: a project may have millions of labels.
struct UsedNames
{
    std::vector<char> annotators;
    std::array<char, kItemKinds.size()> kinds{};
    std::vector<char> batches;
    std::vector<char> categories;
    std::vector<char> prompts;

    explicit UsedNames(const LabelTable& table)
        : annotators(table.annotators().size())
        , batches(table.batches().size())
        , categories(static_cast<std::size_t>(table.categories().size()))
        , prompts(table.prompts().size())
    {
        std::vector<char> items(table.items().size());
        for (const LabelHead& head : table.heads()) {
            annotators[static_cast<std::size_t>(head.annotator)] = 1;
            items[static_cast<std::size_t>(head.item)] = 1;
        }
        for (std::size_t at = 0; at < items.size(); ++at) {
            const LabelledItem& item = table.items()[at];
            if (items[at] == 0) {
                continue;
            }
            kinds[static_cast<std::size_t>(item.kind)] = 1;
            mark(batches, item.batch);
            mark(prompts, item.prompt);
            mark(categories, table.prompts()[static_cast<std::size_t>(item.prompt)].category);
        }
    }

    static void mark(std::vector<char>& used, std::int32_t index)
    {
        if (index >= 0) {
            used[static_cast<std::size_t>(index)] = 1;
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
                if (m_used.batches[index] != 0) {
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
            bool isThere = false;
            for (std::size_t index = 0; index < m_used.annotators.size(); ++index) {
                isThere =
                    isThere || (m_used.annotators[index] != 0 && m_table.annotators()[index].kind == kind);
            }
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
        for (std::size_t index = 0; index < m_used.annotators.size(); ++index) {
            if (m_used.annotators[index] != 0) {
                names << m_table.annotators()[index].name;
            }
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
            if (m_used.kinds[static_cast<std::size_t>(kind)] != 0) {
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
        for (qsizetype index = 0; index < m_table.categories().size(); ++index) {
            if (m_used.categories[static_cast<std::size_t>(index)] != 0) {
                names << m_table.categories().at(index);
            }
        }
        names.sort();
        for (const QString& name : std::as_const(names)) {
            addOne(name, &LabelFilter::category);
        }
    }

    void collectTurns()
    {
        QList<int> turns;
        for (std::size_t index = 0; index < m_used.prompts.size(); ++index) {
            const int turn = m_table.prompts()[index].turn;
            if (m_used.prompts[index] != 0 && !turns.contains(turn)) {
                turns << turn;
            }
        }
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
