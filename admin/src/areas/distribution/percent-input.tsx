import { InputNumber } from 'antd'

/** A rate typed in per cent with two decimals and kept in basis points; never more than half. */
export function PercentInput({ bps, label, onChange }: { bps: number; label: string; onChange: (bps: number) => void }) {
  return (
    <InputNumber<number>
      suffix="%"
      min={0}
      max={50}
      precision={2}
      controls={false}
      value={bps / 100}
      aria-label={label}
      style={{ width: 140 }}
      onChange={(value) => onChange(Math.round((value ?? 0) * 100))}
    />
  )
}
