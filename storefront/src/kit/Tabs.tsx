import { classNames } from '@/lib/class-names'
import { Box, Scroller, Tap, Text } from './base'
import './tabs.scss'

interface Props<T extends string> {
  items: readonly { key: T; title: string; count?: number | undefined }[]
  value: T
  onChange: (key: T) => void
  label: string
  /** Equal widths instead of scrolling. */
  spread?: boolean
  testId?: string
}

export function Tabs<T extends string>({ items, value, onChange, label, spread, testId = 'tab' }: Props<T>) {
  const tabs = items.map(({ key, title, count }) => (
    <Tap
      key={key}
      id={`${testId}-${key}`}
      testId={`${testId}-${key}`}
      role="tab"
      className={classNames('tabs__item', key === value && 'tabs__item--on')}
      selected={key === value}
      onTap={() => onChange(key)}
    >
      <Text className="tabs__text">{title}</Text>
      {count ? <Text className="tabs__count">{count > 99 ? '99+' : count}</Text> : null}
    </Tap>
  ))
  // A scroll view of a mini program lays its children out by its own rules; equal widths need a plain box.
  if (spread) {
    return (
      <Box className="tabs tabs--spread" role="tablist" label={label}>
        {tabs}
      </Box>
    )
  }
  return (
    <Scroller axis="x" className="tabs" role="tablist" label={label} into={`${testId}-${value}`}>
      {tabs}
    </Scroller>
  )
}
