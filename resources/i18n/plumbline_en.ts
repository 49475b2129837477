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
        <name>plumbline::VotesBar</name>
        <message numerus="yes">
            <source>%n vote(s)</source>
            <translation>
                <numerusform>%n vote</numerusform>
                <numerusform>%n votes</numerusform>
            </translation>
        </message>
    </context>
</TS>
