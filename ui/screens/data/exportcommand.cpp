#include "ui/screens/data/exportcommand.h"

#include <QRegularExpression>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

QString shellWord(const QString& word)
{
    static const QRegularExpression kSpecial(u"[^A-Za-z0-9_./=:,+-]"_s);
    if (!word.isEmpty() && !word.contains(kSpecial)) {
        return word;
    }
    return u"'"_s + QString(word).replace(u"'"_s, u"'\\''"_s) + u"'"_s;
}

QString exportCommand(const QString& projectPath, const QString& outputPath, const ExportOptions& options,
                      const QString& batchName)
{
    QStringList words{u"plumblinectl"_s, u"export"_s,   projectPath, u"--format"_s,
                      options.format,    u"--output"_s, outputPath};
    const auto addValue = [&words](const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            words << name << value;
        }
    };
    const auto addFlag = [&words](const QString& name, bool isOn) {
        if (isOn) {
            words << name;
        }
    };
    const ItemFilter& filter = options.filter;
    addValue(u"--batch"_s, filter.batch ? batchName : QString());
    addValue(u"--kind"_s, filter.kind ? toName(*filter.kind) : QString());
    addValue(u"--category"_s, filter.category);
    addValue(u"--model"_s, filter.model);
    addValue(u"--search"_s, filter.text);
    addFlag(u"--flagged"_s, filter.onlyFlagged);
    QStringList kinds;
    for (const AnnotatorKind kind : options.annotatorKinds) {
        kinds << toName(kind);
    }
    addValue(u"--by"_s, kinds.join(u','));
    addFlag(u"--majority"_s, options.labels == LabelChoice::Majority);
    addFlag(u"--unanimous"_s, options.labels == LabelChoice::Unanimous);
    addValue(u"--ties"_s, options.ties == TieChoice::Include ? toName(options.ties) : QString());
    addFlag(u"--text"_s, options.textForm == TextForm::Text);
    addFlag(u"--no-margin"_s, !options.withMargin);
    addFlag(u"--no-source"_s, !options.withSource);
    addFlag(u"--edits"_s, options.withEdits);
    addFlag(u"--offsets"_s, options.withOtherOffsets);
    addFlag(u"--hash-people"_s, options.hashPeople);
    addFlag(u"--no-card"_s, !options.withCard);
    addValue(u"--split"_s, options.testPercent > 0 ? QString::number(options.testPercent) : QString());
    addFlag(u"--checksums"_s, options.withChecksums);
    addValue(u"--licence"_s, options.licence);
    for (QString& word : words) {
        word = shellWord(word);
    }
    return words.join(u' ');
}

} // namespace plumbline
