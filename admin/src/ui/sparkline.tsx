/** The shape of a row of numbers, without axes: for a glance beside the figure that says the value. */
export function Sparkline({
  values,
  colour,
  width = 96,
  height = 32,
}: {
  values: readonly number[]
  colour: string
  width?: number
  height?: number
}) {
  if (values.length < 2) return null
  const top = Math.max(...values, 1)
  const step = width / (values.length - 1)
  const points = values.map((value, index) => `${(index * step).toFixed(1)},${(height - 3 - (value / top) * (height - 6)).toFixed(1)}`)
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" preserveAspectRatio="none">
      <polygon points={`0,${height} ${points.join(' ')} ${width},${height}`} fill={colour} opacity={0.12} />
      <polyline points={points.join(' ')} fill="none" stroke={colour} strokeWidth={1.75} strokeLinejoin="round" strokeLinecap="round" />
    </svg>
  )
}
