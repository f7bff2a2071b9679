import type { EChartsCoreOption } from 'echarts/core'
import type { Reply } from '../../api/api.ts'
import type { Palette } from '../../design/theme.ts'

interface Input {
  days: Reply<'getDashboard'>['days']
  metric: 'gmvFen' | 'orders' | 'buyers'
  name: string
  colour: Palette
  /** A value in full, for the tooltip. */
  text: (value: number) => string
  /** A value in short, for the axis. */
  axis: (value: number) => string
}

/** A line over days that starts at zero, with the unit on its axis. */
export function trendOption({ days, metric, name, colour, text, axis }: Input): EChartsCoreOption {
  const line = colour.chart[0] ?? colour.accent
  return {
    aria: { enabled: true },
    animationDuration: 250,
    grid: { left: 8, right: 12, top: 16, bottom: 4, containLabel: true },
    tooltip: {
      trigger: 'axis',
      backgroundColor: colour.card,
      borderColor: colour.line,
      textStyle: { color: colour.ink, fontSize: 13 },
      valueFormatter: (value: unknown) => text(Number(value)),
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: days.map((day) => day.day.slice(5)),
      axisLine: { lineStyle: { color: colour.line } },
      axisTick: { show: false },
      axisLabel: { color: colour.ink2, margin: 12 },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: metric === 'gmvFen' ? 100 : 1,
      splitNumber: 4,
      axisLabel: { color: colour.ink2, formatter: axis },
      splitLine: { lineStyle: { color: colour.line } },
    },
    series: [
      {
        type: 'line',
        name,
        data: days.map((day) => day[metric]),
        smooth: 0.25,
        showSymbol: false,
        lineStyle: { width: 2.5, color: line },
        itemStyle: { color: line },
        areaStyle: { color: line, opacity: 0.1 },
      },
    ],
  }
}
