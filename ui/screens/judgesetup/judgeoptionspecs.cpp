#include "ui/screens/judgesetup/judgeoptionspecs.h"

#include <QCoreApplication>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = JudgeOptionSpec::Kind;
using Choices = QList<QPair<QString, QString>>;

constexpr double kMostPoints = 1'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("JudgeOptionSpecs", text);
}

JudgeOptionSpec choice(const QString& key, const QString& name, const QString& hint, const Choices& choices)
{
    JudgeOptionSpec option;
    option.key = key;
    option.name = name;
    option.hint = hint;
    option.choices = choices;
    return option;
}

JudgeOptionSpec number(const QString& key, const QString& name, const QString& hint, double least,
                       double most, double usual, int decimals = 2)
{
    JudgeOptionSpec option;
    option.key = key;
    option.name = name;
    option.hint = hint;
    option.kind = Kind::Number;
    option.least = least;
    option.most = most;
    option.usual = usual;
    option.decimals = decimals;
    return option;
}

JudgeOptionSpec check(const QString& key, const QString& name, const QString& hint, bool isUsual = false)
{
    JudgeOptionSpec option;
    option.key = key;
    option.name = name;
    option.hint = hint;
    option.kind = Kind::Check;
    option.usual = isUsual ? 1 : 0;
    return option;
}

JudgeOptionSpec names(const QString& key, const QString& name, const QString& hint, bool isRanking = false)
{
    JudgeOptionSpec option;
    option.key = key;
    option.name = name;
    option.hint = hint;
    option.kind = Kind::Names;
    option.isRanking = isRanking;
    return option;
}

JudgeOptionSpec with(JudgeOptionSpec option, const QString& key, const QStringList& values)
{
    option.onlyWith = key;
    option.onlyWithAny = values;
    return option;
}

QList<JudgeOptionSpec> pairwise()
{
    return {
        choice(u"form"_s, tr("Form of the reply"), {},
               {{QString(), tr("JSON where the endpoint can, else text")},
                {u"json"_s, tr("JSON")},
                {u"text"_s, tr("text with [[A]], [[B]] or [[C]]")},
                {u"token"_s, tr("one letter alone")}}),
        check(u"explain"_s, tr("An explanation before the verdict"), tr("Not with one letter alone."), true),
        check(u"identical_tie"_s, tr("Equal texts are a tie without asking"), {}),
        check(u"alpacaeval"_s, tr("Count as AlpacaEval does"),
              tr("No ties, one letter, weighted by log-probabilities, which the endpoint must tell.")),
    };
}

QList<JudgeOptionSpec> judgeLm()
{
    return {
        number(u"threshold"_s, tr("Better by more than"), tr("Points between the two scores; less is a tie."),
               0, 9, 0),
        check(u"fast"_s, tr("Only the scores"), tr("The reply stops after its first line: no explanation.")),
        check(u"single"_s, tr("Each answer by itself"),
              tr("Beside the reference answer, whose score counts as 10.")),
    };
}

QList<JudgeOptionSpec> pc2()
{
    JudgeOptionSpec scale = choice(
        u"scale"_s, tr("Points of a metric"), tr("The score is 100 to 100 times this."),
        {{u"3"_s, tr("1 to 3, as the published code")}, {u"5"_s, tr("1 to 5, as the published results")}});
    scale.isNumberChoice = true;
    scale.usual = 3;
    return {
        scale,
        number(u"auxiliary_count"_s, tr("Answers to compare"),
               tr("From the prompt's or the item's “auxiliary”, or else the item's own responses."), 2, 10, 3,
               0),
        names(u"auxiliary_models"_s, tr("Of these models first"), tr("Names, divided by commas.")),
        choice(u"weights"_s, tr("Weights not adding up to 100"), {},
               {{u"strict"_s, tr("ask for the criteria again")}, {u"normalise"_s, tr("scale them to 100")}}),
        choice(
            u"use"_s, tr("The score that counts"), {},
            {{u"said"_s, tr("the one the judge says")}, {u"recomputed"_s, tr("the sum over its metrics")}}),
        number(u"threshold"_s, tr("Better by more than"), tr("Points of the score; less is a tie."), 0,
               kMostPoints, 0, 0),
    };
}

QList<JudgeOptionSpec> refine()
{
    return {
        choice(u"choice"_s, tr("The refinement is chosen"), {},
               {{u"yes-no"_s, tr("by asking of each whether it follows the critique")},
                {u"ask"_s, tr("by asking for the best one")},
                {u"lexical"_s, tr("by its words, without asking")}}),
        number(u"refinements"_s, tr("Refinements"), tr("Written where the item has none."), 1, 20, 5, 0),
        with(number(u"wordings"_s, tr("Wordings of the question"), {}, 1, 5, 5, 0), u"choice"_s,
             {u"yes-no"_s}),
        number(u"refine_temperature"_s, tr("Temperature of refinements"), {}, 0, 2, 1),
    };
}

QList<JudgeOptionSpec> rewardServer()
{
    return {
        choice(u"api"_s, tr("Interface"), tr("The test of an endpoint's rewards tells which it is."),
               {{u"vllm-classify"_s, tr("vLLM, /classify")},
                {u"vllm-score"_s, tr("vLLM, /score")},
                {u"vllm-pooling"_s, tr("vLLM, /pooling")},
                {u"tei-predict"_s, tr("text-embeddings-inference, /predict")},
                {u"rerank"_s, tr("text-embeddings-inference, /rerank")},
                {u"openrlhf"_s, tr("OpenRLHF, /get_reward")}}),
        number(u"batch"_s, tr("Texts in a request"), {}, 1, 4096, 32, 0),
        number(u"tie_threshold"_s, tr("A tie below"), tr("Rewards that differ by no more are a tie."), 0,
               kMostPoints, 0),
    };
}

QList<JudgeOptionSpec> simulated()
{
    const QString rule = u"rule"_s;
    const QString oracle = u"oracle"_s;
    JudgeOptionSpec annotator;
    annotator.key = u"annotator"_s;
    annotator.name = tr("Whose labels");
    annotator.kind = Kind::Annotator;
    return {
        choice(rule, tr("Rule"), {},
               {{u"first"_s, tr("always the one shown first")},
                {u"constant"_s, tr("always the same answer")},
                {u"longest"_s, tr("the longer text")},
                {oracle, tr("the truth, with errors")},
                {u"pool"_s, tr("one of several judges, drawn for each item")}}),
        with(choice(u"answer"_s, tr("The answer"), {},
                    {{u"first"_s, tr("first of the pair")},
                     {u"second"_s, tr("second of the pair")},
                     {u"tie"_s, tr("tie")},
                     {u"both_bad"_s, tr("both bad")}}),
             rule, {u"constant"_s}),
        with(number(u"full_length"_s, tr("Top rating from"),
                    tr("Characters; a shorter text is rated less in proportion."), 1, 1'000'000, 2'000, 0),
             rule, {u"longest"_s}),
        with(choice(u"truth"_s, tr("The truth is"), {},
                    {{u"gold"_s, tr("the item's known answer")},
                     {u"annotator"_s, tr("the label of somebody here")},
                     {u"ranking"_s, tr("a ranking of models")}}),
             rule, {oracle}),
        with(annotator, u"truth"_s, {u"annotator"_s}),
        with(
            names(u"ranking"_s, tr("Models, best first"), tr("Divided by commas; “=” between equals."), true),
            u"truth"_s, {u"ranking"_s}),
        with(number(u"accuracy"_s, tr("How often right"), {}, 0, 1, 1), rule, {oracle}),
        with(names(u"members"_s, tr("Judges of the pool"),
                   tr("Names, divided by commas. Their labels must be there.")),
             rule, {u"pool"_s}),
        number(u"p_label_flip"_s, tr("Share of flipped answers"), tr("0.25 as in AlpacaFarm's pool."), 0, 0.5,
               0),
    };
}

} // namespace

QList<JudgeOptionSpec> judgeOptionSpecs(JudgeProtocol protocol)
{
    switch (protocol) {
    case JudgeProtocol::Pairwise:
        return pairwise();
    case JudgeProtocol::MultiAspect:
        return {check(u"overall"_s, tr("Feedback in words with an overall score"),
                      tr("One more call for each response."), true)};
    case JudgeProtocol::JudgeLm:
        return judgeLm();
    case JudgeProtocol::Pc2:
        return pc2();
    case JudgeProtocol::Refine:
        return refine();
    case JudgeProtocol::RewardServer:
        return rewardServer();
    case JudgeProtocol::Simulated:
        return simulated();
    case JudgeProtocol::PairwiseScale:
    case JudgeProtocol::Pointwise:
    case JudgeProtocol::Critique:
    case JudgeProtocol::Span:
    case JudgeProtocol::Jury:
        return {};
    }
    return {};
}

} // namespace plumbline
