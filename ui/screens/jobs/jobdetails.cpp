#include "ui/screens/jobs/jobdetails.h"

#include "core/exchange/exportoptions.h"
#include "core/exchange/importoptions.h"
#include "ui/screens/jobs/jobwords.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme.h"
#include "ui/widgets/flowlayout.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/themedlabel.h"

#include <QAction>
#include <QDir>
#include <QFormLayout>
#include <QJsonArray>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace plumbline {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A long path or hash with places to break: without them it would set the least width of the whole pane.
QString breakable(const QString& text)
{
    constexpr qsizetype kStep = 16;
    const QChar zeroWidthSpace(0x200B);
    QString out;
    for (qsizetype at = 0; at < text.size(); at += kStep) {
        out += text.mid(at, kStep) + zeroWidthSpace;
    }
    return out;
}

constexpr qsizetype kBadLinesShown = 50;

ThemedLabel* wrapped(const Theme& theme, const QString& name, Text style, Color color)
{
    auto* label = new ThemedLabel(theme, {}, style, color);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

JobDetails::JobDetails(const Theme& theme, const QList<QAction*>& actions, QWidget* parent)
    : BarFrame(theme, Color::Inset, Qt::LeftEdge, parent)
    , m_theme(theme)
    , m_title(wrapped(theme, u"jobTitle"_s, Text::Title, Color::Text))
    , m_state(wrapped(theme, u"jobState"_s, Text::Strong, Color::Text2))
    , m_message(wrapped(theme, u"jobMessage"_s, Text::Body, Color::Text))
    , m_bar(new ProgressLine(theme))
    , m_progress(wrapped(theme, u"jobProgress"_s, Text::Caption, Color::Text2))
    , m_numbers(new QFormLayout)
    , m_bad(wrapped(theme, u"jobBadLines"_s, Text::Caption, Color::Text2))
    , m_content(new QWidget)
    , m_nothing(new ThemedLabel(theme, tr("Choose a job to see what it did."), Text::Body, Color::Text3))
{
    setAccessibleName(tr("Details of the job"));
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace3);
    for (QWidget* part :
         {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_state), static_cast<QWidget*>(m_bar),
          static_cast<QWidget*>(m_progress), static_cast<QWidget*>(m_message)}) {
        column->addWidget(part);
    }
    auto* buttons = new QWidget;
    auto* flow = new FlowLayout(buttons);
    for (QAction* action : actions) {
        auto* button = new KeyButton(theme, action);
        button->setObjectName(u"jobButton."_s + action->objectName());
        flow->addWidget(button);
    }
    column->addWidget(buttons);
    m_numbers->setHorizontalSpacing(metrics::kSpace5);
    m_numbers->setVerticalSpacing(metrics::kSpace2);
    column->addLayout(m_numbers);
    column->addWidget(m_bad);
    column->addStretch(1);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(metrics::kSpace5, metrics::kSpace5, metrics::kSpace5, metrics::kSpace5);
    layout->addWidget(m_content);
    layout->addWidget(m_nothing);
    layout->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(u"jobDetailsScroll"_s);
    scroll->setAccessibleName(tr("Details of the job"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    scroll->setWidget(page);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 0, 0, 0);
    outer->addWidget(scroll);
    clear();
}

void JobDetails::clear()
{
    m_content->hide();
    m_nothing->show();
}

void JobDetails::show(const Job& job, const std::optional<JobProgress>& progress)
{
    m_nothing->hide();
    m_content->show();
    m_title->setText(jobTitle(job));
    const JobState state = progress ? JobState::Running : job.state;
    m_state->setText(jobStateWords(state));
    m_state->setStyle(Text::Strong, jobStateColor(state));
    m_bar->setVisible(progress.has_value());
    m_progress->setVisible(progress.has_value());
    if (progress) {
        m_bar->setValue(progress->total > 0 ? double(progress->done) / double(progress->total) : 0);
        m_progress->setText(progressWords(*progress));
    }
    m_message->setText(progress ? QString() : job.message);
    m_message->setVisible(!m_message->text().isEmpty());
    while (m_numbers->rowCount() > 0) {
        m_numbers->removeRow(0);
    }
    const QList<QPair<QString, QString>> numbers =
        progress ? QList<QPair<QString, QString>>() : jobNumbers(job);
    for (const auto& [name, value] : numbers) {
        addLine(name, value);
    }
    addLine(tr("began"), momentWords(job.startedAt.isValid() ? job.startedAt : job.createdAt));
    addLine(tr("ended"), momentWords(job.finishedAt));
    const QJsonArray files = job.params.value("files"_L1).toArray();
    for (const QJsonValue& file : files) {
        addLine(tr("file"), QDir::toNativeSeparators(file.toString()));
    }
    addLine(tr("to"), QDir::toNativeSeparators(job.params.value("path"_L1).toString()));
    showBadLines(job);
}

void JobDetails::addLine(const QString& name, const QString& value)
{
    if (value.isEmpty()) {
        return;
    }
    auto* label = new ThemedLabel(m_theme, name, Text::Caption, Color::Text2);
    auto* text = wrapped(m_theme, {}, Text::Caption, Color::Text);
    text->setText(value);
    m_numbers->addRow(label, text);
}

void JobDetails::showBadLines(const Job& job)
{
    QStringList lines;
    if (job.kind == "import"_L1) {
        const ImportReport report = ImportReport::fromJson(job.result);
        for (const BadLine& bad : report.badLines.first(std::min(kBadLinesShown, report.badLines.size()))) {
            lines << bad.toString();
        }
        if (report.badLineCount > lines.size()) {
            lines << tr("and %1 more").arg(report.badLineCount - lines.size());
        }
    } else if (job.kind == "export"_L1) {
        const ExportReport report = ExportReport::fromJson(job.result);
        for (const ExportedFile& file : report.files.first(std::min(kBadLinesShown, report.files.size()))) {
            lines << tr("%1\nSHA-256 %2")
                         .arg(breakable(QDir::toNativeSeparators(file.path)), breakable(file.sha256));
        }
    }
    m_bad->setText(lines.join(u"\n\n"_s));
    m_bad->setVisible(!lines.isEmpty());
}

} // namespace plumbline
