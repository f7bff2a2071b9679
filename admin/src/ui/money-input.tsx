import { InputNumber } from 'antd'

interface Props {
  fen: number | null
  onChange: (fen: number | null) => void
  label: string
  placeholder?: string
  status?: 'error' | undefined
  min?: number
  width?: number | string
}

/** An amount typed in yuan with two decimals and kept in fen. */
export function MoneyInput({ fen, onChange, label, placeholder, status, min = 0, width = 140 }: Props) {
  return (
    <InputNumber<number>
      prefix="¥"
      min={min}
      max={100_000_000}
      precision={2}
      controls={false}
      value={fen === null ? null : fen / 100}
      // Rounding undoes the binary fraction of the two decimals: 19.99 × 100 is 1998.9999….
      onChange={(value) => onChange(value === null ? null : Math.round(value * 100))}
      aria-label={label}
      {...(placeholder ? { placeholder } : {})}
      {...(status ? { status } : {})}
      style={{ width }}
    />
  )
}
