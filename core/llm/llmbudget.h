#pragma once

#include <QMutex>
#include <QObject>

#include <optional>

namespace plumbline {

/// The most that may be spent, shared by all clients that are given it. A request reserves the most that it
/// can cost before it is sent, and settles for what it did cost; so the limit holds whatever is in flight.
/// Thread-safe.
class LlmBudget : public QObject
{
    Q_OBJECT

public:
    enum class Answer {
        Granted, ///< the cost is reserved
        Wait,    ///< there is enough if the requests in flight cost less than they may; wait for freed()
        Spent,   ///< there is not enough, whatever they cost
    };

    /// `dollars`: none is no limit. `spent`: what earlier parts of the same run have cost.
    explicit LlmBudget(std::optional<double> dollars = {}, double spent = 0, QObject* parent = nullptr);

    [[nodiscard]] Answer reserve(double dollars);
    /// Gives back a reservation and books what it cost.
    void settle(double reserved, double cost);

    [[nodiscard]] std::optional<double> limit() const;
    [[nodiscard]] double spent() const;
    /// What is reserved by requests in flight.
    [[nodiscard]] double reserved() const;
    void setLimit(std::optional<double> dollars);

Q_SIGNALS:
    /// Something was settled, or the limit changed: a request that was told to wait may ask again.
    void freed();

private:
    mutable QMutex m_mutex;
    std::optional<double> m_limit;
    double m_spent = 0;
    double m_reserved = 0;
    int m_open = 0; ///< reservations
};

} // namespace plumbline
