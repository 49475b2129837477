<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
    <context>
        <name>AnnotationWords</name>
        <message numerus="yes">
            <source>%n preference(s)</source>
            <translation>
                <numerusform>%n preference</numerusform>
                <numerusform>%n preferences</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n rating(s)</source>
            <translation>
                <numerusform>%n rating</numerusform>
                <numerusform>%n ratings</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n span(s)</source>
            <translation>
                <numerusform>%n span</numerusform>
                <numerusform>%n spans</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n missing</source>
            <translation>
                <numerusform>%n missing</numerusform>
                <numerusform>%n missing</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n edited text(s)</source>
            <translation>
                <numerusform>%n edited text</numerusform>
                <numerusform>%n edited texts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n critique(s)</source>
            <translation>
                <numerusform>%n critique</numerusform>
                <numerusform>%n critiques</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>FilterWords</name>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 and %n more</numerusform>
                <numerusform>%1 and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n chosen</source>
            <translation>
                <numerusform>%n chosen</numerusform>
                <numerusform>%n chosen</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>LeaderboardWords</name>
        <message numerus="yes">
            <source>%1 and %n more</source>
            <translation>
                <numerusform>%1 and %n more</numerusform>
                <numerusform>%1 and %n more</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n more group(s) cannot be told apart.</source>
            <translation>
                <numerusform>%n more group cannot be told apart.</numerusform>
                <numerusform>%n more groups cannot be told apart.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Looking after every vote, %1 of %n rank(s) are decided</source>
            <translation>
                <numerusform>Looking after every vote, %1 of %n rank is decided</numerusform>
                <numerusform>Looking after every vote, %1 of %n ranks are decided</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n pair(s) need more votes, first %1.</source>
            <translation>
                <numerusform>%n pair needs more votes, %1.</numerusform>
                <numerusform>%n pairs need more votes, first %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n vote(s)</source>
            <translation>
                <numerusform>%n vote</numerusform>
                <numerusform>%n votes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n person(s)</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n model(s)</source>
            <translation>
                <numerusform>%n model</numerusform>
                <numerusform>%n models</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n prompt(s)</source>
            <translation>
                <numerusform>%n prompt</numerusform>
                <numerusform>%n prompts</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n tie(s)</source>
            <translation>
                <numerusform>%n tie</numerusform>
                <numerusform>%n ties</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>StructureView</name>
        <message numerus="yes">
            <source>None among %n triple(s) that were judged on all sides.</source>
            <translation>
                <numerusform>None among %n triple that was judged on all sides.</numerusform>
                <numerusform>None among %n triples that were judged on all sides.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::BarChart</name>
        <message numerus="yes">
            <source>%n bar(s), %1 in all; the largest is %2 with %3.</source>
            <translation>
                <numerusform>%n bar, %1 in all; the largest is %2 with %3.</numerusform>
                <numerusform>%n bars, %1 in all; the largest is %2 with %3.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::BatchDialog</name>
        <message numerus="yes">
            <source>%n item(s)</source>
            <translation>
                <numerusform>%n item</numerusform>
                <numerusform>%n items</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::BatchMaker</name>
        <message numerus="yes">
            <source>Name of the batch. %n item(s) are copied into it, without their labels.</source>
            <translation>
                <numerusform>Name of the batch. %n item is copied into it, without its labels.</numerusform>
                <numerusform>Name of the batch. %n items are copied into it, without their labels.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Added %n item(s) to the batch “%1”.</source>
            <translation>
                <numerusform>Added %n item to the batch “%1”.</numerusform>
                <numerusform>Added %n items to the batch “%1”.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::BatchesScreen</name>
        <message numerus="yes">
            <source>Added %n item(s) to the batch “%1”.</source>
            <translation>
                <numerusform>Added %n item to the batch “%1”.</numerusform>
                <numerusform>Added %n items to the batch “%1”.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n item(s) can get more labels now.</source>
            <translation>
                <numerusform>%n item can get more labels now.</numerusform>
                <numerusform>%n items can get more labels now.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::ConnectionTest</name>
        <message numerus="yes">
            <source>%n request(s), %1</source>
            <translation>
                <numerusform>%n request, %1</numerusform>
                <numerusform>%n requests, %1</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::CritiquePanel</name>
        <message numerus="yes">
            <source>critique of %n words</source>
            <translation>
                <numerusform>critique of %n word</numerusform>
                <numerusform>critique of %n words</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n refinements</source>
            <translation>
                <numerusform>%n refinement</numerusform>
                <numerusform>%n refinements</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n responses</source>
            <translation>
                <numerusform>%n response</numerusform>
                <numerusform>%n responses</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::DisagreementsScreen</name>
        <message numerus="yes">
            <source>%n pair(s) go into the batch “%1”, one verdict each.</source>
            <translation>
                <numerusform>%n pair goes into the batch “%1”, one verdict each.</numerusform>
                <numerusform>%n pairs go into the batch “%1”, one verdict each.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n that wait already or are settled are left out.</source>
            <translation>
                <numerusform>%n that waits already or is settled is left out.</numerusform>
                <numerusform>%n that wait already or are settled are left out.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n pair(s) wait in “%1”.</source>
            <translation>
                <numerusform>%n pair waits in “%1”.</numerusform>
                <numerusform>%n pairs wait in “%1”.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::Explanation</name>
        <message numerus="yes">
            <source>%n words</source>
            <translation>
                <numerusform>%n word</numerusform>
                <numerusform>%n words</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n characters</source>
            <translation>
                <numerusform>%n character</numerusform>
                <numerusform>%n characters</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::FunnelRow</name>
        <message numerus="yes">
            <source>label(s)</source>
            <translation>
                <numerusform>label</numerusform>
                <numerusform>labels</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>item(s)</source>
            <translation>
                <numerusform>item</numerusform>
                <numerusform>items</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>record(s)</source>
            <translation>
                <numerusform>record</numerusform>
                <numerusform>records</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::HomeScreen</name>
        <message numerus="yes">
            <source>%n judge(s)</source>
            <translation>
                <numerusform>%n judge</numerusform>
                <numerusform>%n judges</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::IntervalChart</name>
        <message numerus="yes">
            <source>%n row(s), none with a value.</source>
            <translation>
                <numerusform>%n row, none with a value.</numerusform>
                <numerusform>%n rows, none with a value.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n row(s), from %1 (%2) to %3 (%4).</source>
            <translation>
                <numerusform>%n row, from %1 (%2) to %3 (%4).</numerusform>
                <numerusform>%n rows, from %1 (%2) to %3 (%4).</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::ItemDetails</name>
        <message numerus="yes">
            <source>%n people</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>, %n judge(s)</source>
            <translation>
                <numerusform>, %n judge</numerusform>
                <numerusform>, %n judges</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n words</source>
            <translation>
                <numerusform>%n word</numerusform>
                <numerusform>%n words</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::JudgeDialog</name>
        <message numerus="yes">
            <source>“%1” has given %n label(s), which name its settings: it stays as it is.</source>
            <translation>
                <numerusform>“%1” has given %n label, which name its settings: it stays as it is.</numerusform>
                <numerusform>“%1” has given %n labels, which name its settings: it stays as it is.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::JudgeRunDialog</name>
        <message numerus="yes">
            <source>%1: %2, %n item(s)</source>
            <translation>
                <numerusform>%1: %2, %n item</numerusform>
                <numerusform>%1: %2, %n items</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n sample(s)</source>
            <translation>
                <numerusform>%n sample</numerusform>
                <numerusform>%n samples</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::JudgesModel</name>
        <message numerus="yes">
            <source>%n sample(s)</source>
            <translation>
                <numerusform>%n sample</numerusform>
                <numerusform>%n samples</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n label(s)</source>
            <translation>
                <numerusform>%n label</numerusform>
                <numerusform>%n labels</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n run(s)</source>
            <translation>
                <numerusform>%n run</numerusform>
                <numerusform>%n runs</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n judge(s)</source>
            <translation>
                <numerusform>%n judge</numerusform>
                <numerusform>%n judges</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::MainWindow</name>
        <message numerus="yes">
            <source>%n job(s) did not come to an end the last time.</source>
            <translation>
                <numerusform>%n job did not come to an end the last time.</numerusform>
                <numerusform>%n jobs did not come to an end the last time.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::PairwiseReasons</name>
        <message numerus="yes">
            <source>%n more</source>
            <translation>
                <numerusform>%n more</numerusform>
                <numerusform>%n more</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::RankingPanel</name>
        <message numerus="yes">
            <source>%n responses</source>
            <translation>
                <numerusform>%n response</numerusform>
                <numerusform>%n responses</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>There are %n places.</source>
            <translation>
                <numerusform>There is %n place.</numerusform>
                <numerusform>There are %n places.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::RatingColumn</name>
        <message numerus="yes">
            <source>%n points</source>
            <translation>
                <numerusform>%n point</numerusform>
                <numerusform>%n points</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::RatingPanel</name>
        <message numerus="yes">
            <source>%n responses</source>
            <translation>
                <numerusform>%n response</numerusform>
                <numerusform>%n responses</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n aspects</source>
            <translation>
                <numerusform>%n aspect</numerusform>
                <numerusform>%n aspects</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::RatingReader</name>
        <message numerus="yes">
            <source>%n words</source>
            <translation>
                <numerusform>%n word</numerusform>
                <numerusform>%n words</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::RatingTable</name>
        <message numerus="yes">
            <source>%n points</source>
            <translation>
                <numerusform>%n point</numerusform>
                <numerusform>%n points</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::ScatterChart</name>
        <message numerus="yes">
            <source>%n point(s)</source>
            <translation>
                <numerusform>%n point</numerusform>
                <numerusform>%n points</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::SpanPanel</name>
        <message numerus="yes">
            <source>%n words</source>
            <translation>
                <numerusform>%n word</numerusform>
                <numerusform>%n words</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n spans</source>
            <translation>
                <numerusform>%n span</numerusform>
                <numerusform>%n spans</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n marked</source>
            <translation>
                <numerusform>%n marked</numerusform>
                <numerusform>%n marked</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n spans without a category</source>
            <translation>
                <numerusform>%n span without a category</numerusform>
                <numerusform>%n spans without a category</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::StripChart</name>
        <message numerus="yes">
            <source>and %n more row(s)</source>
            <translation>
                <numerusform>and %n more row</numerusform>
                <numerusform>and %n more rows</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n point(s)</source>
            <translation>
                <numerusform>%n point</numerusform>
                <numerusform>%n points</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::TemplateDialog</name>
        <message numerus="yes">
            <source>%n line(s)</source>
            <translation>
                <numerusform>%n line</numerusform>
                <numerusform>%n lines</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::VotesBar</name>
        <message numerus="yes">
            <source>%n vote(s)</source>
            <translation>
                <numerusform>%n vote</numerusform>
                <numerusform>%n votes</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>plumbline::VotesPane</name>
        <message numerus="yes">
            <source>%n people</source>
            <translation>
                <numerusform>%n person</numerusform>
                <numerusform>%n people</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n judge(s)</source>
            <translation>
                <numerusform>%n judge</numerusform>
                <numerusform>%n judges</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>and %n more</source>
            <translation>
                <numerusform>and %n more</numerusform>
                <numerusform>and %n more</numerusform>
            </translation>
        </message>
    </context>
</TS>
