#pragma once

#include "core/base/error.h"

#include <QtGlobal>

#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace plumbline {

/// A value or the Error that explains its absence. Reading the wrong half is a programmer error (Q_ASSERT).
/// g++ 12 has no std::expected; this is the part of it that the project uses.
template <typename T> class [[nodiscard]] Result
{
public:
    using ValueType = T;

    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Error error)
        : m_state(std::in_place_index<1>, std::move(error))
    {
    }

    [[nodiscard]] bool hasValue() const { return m_state.index() == 0; }
    explicit operator bool() const { return hasValue(); }

    [[nodiscard]] T& value() &
    {
        Q_ASSERT(hasValue());
        return std::get<0>(m_state);
    }
    [[nodiscard]] const T& value() const&
    {
        Q_ASSERT(hasValue());
        return std::get<0>(m_state);
    }
    [[nodiscard]] T value() &&
    {
        Q_ASSERT(hasValue());
        return std::get<0>(std::move(m_state));
    }
    [[nodiscard]] const Error& error() const
    {
        Q_ASSERT(!hasValue());
        return std::get<1>(m_state);
    }

    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    [[nodiscard]] T valueOr(T fallback) const { return hasValue() ? value() : std::move(fallback); }

private:
    std::variant<T, Error> m_state;
};

/// Success without a value, or an Error.
template <> class [[nodiscard]] Result<void>
{
public:
    using ValueType = void;

    Result() = default;
    Result(Error error)
        : m_error(std::move(error))
    {
    }

    [[nodiscard]] bool hasValue() const { return !m_error.has_value(); }
    explicit operator bool() const { return hasValue(); }
    [[nodiscard]] const Error& error() const
    {
        Q_ASSERT(m_error.has_value());
        return *m_error;
    }

private:
    std::optional<Error> m_error;
};

} // namespace plumbline

/// Returns the error of `expression` from the enclosing function, if it has one.
#define PLUMBLINE_TRY(expression)                                                                            \
    do {                                                                                                     \
        if (auto plumblineResult = (expression); !plumblineResult) {                                         \
            return plumblineResult.error();                                                                  \
        }                                                                                                    \
    } while (false)

#define PLUMBLINE_CONCAT_IMPL(a, b) a##b
#define PLUMBLINE_CONCAT(a, b) PLUMBLINE_CONCAT_IMPL(a, b)

/// `PLUMBLINE_ASSIGN(const auto item, items.get(id));` declares `item`, or returns the error.
#define PLUMBLINE_ASSIGN(declaration, expression) PLUMBLINE_ASSIGN_IMPL(declaration, expression, __LINE__)
#define PLUMBLINE_ASSIGN_IMPL(declaration, expression, line)                                                 \
    auto PLUMBLINE_CONCAT(plumblineResult, line) = (expression);                                             \
    if (!PLUMBLINE_CONCAT(plumblineResult, line)) {                                                          \
        return PLUMBLINE_CONCAT(plumblineResult, line).error();                                              \
    }                                                                                                        \
    declaration = std::move(PLUMBLINE_CONCAT(plumblineResult, line)).value()
