#include "ui/plots/plotpainter.h"

#include "ui/plots/qcpinclude.h"

namespace plumbline {

void paintOn(QPaintDevice& device, const std::function<void(QPainter&)>& paint)
{
    QCPPainter painter(&device);
    painter.setMode(QCPPainter::pmVectorized); // no shift of half a pixel with smooth edges
    painter.setRenderHint(QPainter::Antialiasing);
    paint(painter);
}

} // namespace plumbline
