#include "ui/screens/inspect/common/filterwords.h"

#include "ui/models/annotationwords.h"

#include <QCoreApplication>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype kNamesShown = 2;

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("FilterWords", text, nullptr, n);
}

/// "author_2, expert_4 and 3 more"
QString someOf(const QStringList& names)
{
    if (names.size() <= kNamesShown + 1) {
        return names.join(u", "_s);
    }
    return tr("%1 and %n more", static_cast<int>(names.size() - kNamesShown))
        .arg(names.first(kNamesShown).join(u", "_s));
}

QString kindsText(const QList<AnnotatorKind>& kinds)
{
    QStringList words;
    for (const AnnotatorKind kind : kinds) {
        words << annotatorKindWord(kind);
    }
    return words.join(u", "_s);
}

} // namespace

QString annotatorKindWord(AnnotatorKind kind)
{
    switch (kind) {
    case AnnotatorKind::Human:
        return tr("people");
    case AnnotatorKind::Llm:
        return tr("judges");
    case AnnotatorKind::Simulated:
        return tr("simulated people");
    case AnnotatorKind::RewardModel:
        return tr("reward models");
    }
    return {};
}

QString filterPartWord(FilterPart part)
{
    switch (part) {
    case FilterPart::By:
    case FilterPart::Annotator:
        return tr("votes by");
    case FilterPart::Kind:
        return tr("kind");
    case FilterPart::Batch:
        return tr("batch");
    case FilterPart::Category:
        return tr("category");
    case FilterPart::Turn:
        return tr("turn");
    case FilterPart::Aspect:
        return tr("aspect");
    case FilterPart::Model:
        return tr("only");
    case FilterPart::HiddenModel:
        return tr("hidden");
    case FilterPart::Prompt:
        return tr("prompts");
    }
    return {};
}

QList<FilterWords> filterWords(const LabelFilter& filter)
{
    QList<FilterWords> words;
    const auto add = [&words](FilterPart part, const QString& value) {
        if (!value.isEmpty()) {
            words.append({part, filterPartWord(part), value});
        }
    };
    add(FilterPart::By, kindsText(filter.by));
    add(FilterPart::Annotator, someOf(filter.annotators));
    add(FilterPart::Kind, filter.kind ? kindWord(*filter.kind) : QString());
    add(FilterPart::Batch, filter.batch);
    add(FilterPart::Category, filter.category);
    add(FilterPart::Turn, filter.turn ? QString::number(*filter.turn) : QString());
    add(FilterPart::Aspect, filter.aspect);
    add(FilterPart::Model, someOf(filter.models));
    add(FilterPart::HiddenModel, someOf(filter.hiddenModels));
    add(FilterPart::Prompt,
        filter.prompts.isEmpty() ? QString() : tr("%n chosen", static_cast<int>(filter.prompts.size())));
    return words;
}

QString filterSentence(const LabelFilter& filter)
{
    QStringList parts;
    const QList<FilterWords> all = filterWords(filter);
    for (const FilterWords& words : all) {
        parts << words.label + u' ' + words.value;
    }
    return parts.isEmpty() ? tr("all labels") : parts.join(u", "_s);
}

void clearPart(LabelFilter& filter, FilterPart part)
{
    switch (part) {
    case FilterPart::By:
        filter.by.clear();
        break;
    case FilterPart::Annotator:
        filter.annotators.clear();
        break;
    case FilterPart::Kind:
        filter.kind.reset();
        break;
    case FilterPart::Batch:
        filter.batch.clear();
        break;
    case FilterPart::Category:
        filter.category.clear();
        break;
    case FilterPart::Turn:
        filter.turn.reset();
        break;
    case FilterPart::Aspect:
        filter.aspect.clear();
        break;
    case FilterPart::Model:
        filter.models.clear();
        break;
    case FilterPart::HiddenModel:
        filter.hiddenModels.clear();
        break;
    case FilterPart::Prompt:
        filter.prompts.clear();
        break;
    }
}

} // namespace plumbline
