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
