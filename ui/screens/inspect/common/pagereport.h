#pragma once

#include "core/analysis/liveanalysis.h"

#include <functional>
#include <memory>
#include <utility>

namespace plumbline {

/// What a page knows of its reports, whatever they hold.
class PageReportBase
{
public:
    virtual ~PageReportBase() = default;
    /// Whether the page is shown. A report that nobody wants is not computed either.
    virtual void setPageShown(bool isShown) = 0;
    /// What is on the screen of it is old.
    [[nodiscard]] virtual bool isStale() const = 0;
};

/// One report of an Inspect page: computed in the background and kept right while the page is shown and the
/// report is wanted. Made by InspectPage::addReport(). GUI thread only.
template <typename Report> class PageReport final : public PageReportBase
{
public:
    using Compute = typename LiveReport<Report>::Compute;
    using Deliver = std::function<void(const Report&)>;

    PageReport(LiveAnalysis* live, Deliver deliver, std::function<void()> changed)
        : m_deliver(std::move(deliver))
        , m_changed(std::move(changed))
    {
        if (live != nullptr) {
            m_live = std::make_unique<LiveReport<Report>>(
                *live, [this](const std::shared_ptr<const Report>& report) {
                    m_last = report;
                    m_deliver(*report);
                    m_changed();
                });
        }
    }

    /// What to compute from now on; the last report stays until the next is there.
    void setCompute(Compute compute)
    {
        m_hasCompute = true;
        if (m_live) {
            m_live->setCompute(std::move(compute));
        }
        m_changed();
    }
    /// False: nothing is computed (no selection to list the examples of). Reports are wanted from the start.
    void setWanted(bool isWanted)
    {
        m_isWanted = isWanted;
        sync();
        m_changed();
    }
    /// The last report delivered; null before the first.
    [[nodiscard]] const std::shared_ptr<const Report>& last() const { return m_last; }

    void setPageShown(bool isShown) override
    {
        m_isPageShown = isShown;
        sync();
    }
    [[nodiscard]] bool isStale() const override
    {
        return m_live && m_hasCompute && m_isWanted && m_isPageShown && m_live->isStale();
    }

private:
    void sync()
    {
        if (m_live) {
            m_live->setShown(m_isWanted && m_isPageShown);
        }
    }

    Deliver m_deliver;
    std::function<void()> m_changed;
    std::shared_ptr<const Report> m_last;
    bool m_isWanted = true;
    bool m_isPageShown = false;
    bool m_hasCompute = false;
    std::unique_ptr<LiveReport<Report>> m_live; ///< last: it goes first, and delivers nothing after that
};

} // namespace plumbline
