import { classNames } from '@/lib/class-names'
import { money, moneyParts } from '@/lib/money'
import { Text } from './base'
import './price.scss'

interface Props {
  fen: number
  size?: 'small' | 'base' | 'large' | 'hero'
  /** Several prices: this is the lowest. */
  from?: string | undefined
  /** A former or market price: struck through and quiet. */
  old?: boolean
  plain?: boolean
  className?: string | undefined
  testId?: string | undefined
}

/** Tabular figures with a small ¥ and small decimals. */
export function Price({ fen, size = 'base', from, old, plain, className, testId }: Props) {
  const { sign, yuan, cents } = moneyParts(fen)
  if (old) {
    return (
      <Text className={classNames('price price--old', className)} testId={testId}>
        {money(fen)}
      </Text>
    )
  }
  return (
    <Text className={classNames('price', `price--${size}`, plain && 'price--plain', className)} testId={testId}>
      <Text className="price__sign">{sign}¥</Text>
      <Text className="price__yuan">{yuan}</Text>
      <Text className="price__cents">.{cents}</Text>
      {from ? <Text className="price__from">{from}</Text> : null}
    </Text>
  )
}
