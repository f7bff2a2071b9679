import type { Facet } from '@puzi/shop-client'
import { useEffect, useState } from 'react'
import { t, tOr } from '@/i18n'
import { Box, Tap, Text, TextField } from '@/kit/base'
import { Button } from '@/kit/Button'
import { Popup } from '@/kit/Popup'
import { classNames } from '@/lib/class-names'
import { type Filter, NO_FILTER, priceStep } from './filter'
import '@/kit/field.scss'

interface Props {
  open: boolean
  onClose: () => void
  facets: readonly Facet[]
  value: Filter
  onChange: (filter: Filter) => void
  total: number | undefined
}

/** The drawer of filters. The choice takes effect when it is confirmed. */
export function Filters({ open, onClose, facets, value, onChange, total }: Props) {
  const [draft, setDraft] = useState(value)
  useEffect(() => setDraft(value), [open, value])
  // Where nothing is on offer the chip is left out, unless it is chosen: then it can be taken back.
  const offers = facets.find((facet) => facet.name === 'onOffer')
  const onOffer = offers?.values[0]
  const set = (part: Partial<Filter>) => setDraft({ ...draft, ...part })
  const apply = () => {
    onChange(draft)
    onClose()
  }
  return (
    <Popup
      open={open}
      onClose={onClose}
      title={t('results.filter')}
      side="right"
      testId="filters"
      foot={
        <>
          <Button kind="line" block onTap={() => setDraft(NO_FILTER)}>
            {t('common.reset')}
          </Button>
          <Button block testId="apply-filters" onTap={apply}>
            {total === undefined ? t('common.ok') : t('results.apply')}
          </Button>
        </>
      }
    >
      <Box className="filter__title">{t('results.price')}</Box>
      <Box className="filter__range">
        <Box className="filter__field field">
          <TextField
            value={draft.minYuan}
            onInput={(minYuan) => set({ minYuan })}
            label={t('results.min')}
            placeholder={t('results.min')}
            type="decimal"
            maxLength={10}
            testId="min-price"
          />
        </Box>
        <Text>–</Text>
        <Box className="filter__field field">
          <TextField
            value={draft.maxYuan}
            onInput={(maxYuan) => set({ maxYuan })}
            label={t('results.max')}
            placeholder={t('results.max')}
            type="decimal"
            maxLength={10}
            testId="max-price"
          />
        </Box>
      </Box>
      <Box className="filter__title">{t('results.service')}</Box>
      <Box className="filter__values">
        <Chip on={draft.inStock} text={t('results.inStock')} onTap={() => set({ inStock: !draft.inStock })} />
        {onOffer || draft.onOffer ? (
          <Chip on={draft.onOffer} text={t('results.onOffer')} count={onOffer?.count ?? 0} onTap={() => set({ onOffer: !draft.onOffer })} />
        ) : null}
      </Box>
      {facets
        .filter((facet) => facet !== offers)
        .map((facet) => (
          <Group key={facet.name} facet={facet} draft={draft} set={set} />
        ))}
    </Popup>
  )
}

const SHOWN = 9

function Group({ facet, draft, set }: { facet: Facet; draft: Filter; set: (part: Partial<Filter>) => void }) {
  const [all, setAll] = useState(false)
  const isOn = (value: string) => {
    if (facet.name === 'brand') return draft.brand === value
    if (facet.name === 'category') return draft.categoryId === value
    if (facet.name === 'price') return draft.minYuan === priceStep(value).minYuan && draft.maxYuan === priceStep(value).maxYuan
    if (facet.name === 'offerKind') return draft.offerKinds.includes(value)
    return draft.attributes.includes(`${facet.name}:${value}`)
  }
  const toggle = (value: string) => {
    if (facet.name === 'brand') return set({ brand: draft.brand === value ? null : value })
    if (facet.name === 'category') return set({ categoryId: draft.categoryId === value ? null : value })
    if (facet.name === 'price') return set(isOn(value) ? { minYuan: '', maxYuan: '' } : priceStep(value))
    if (facet.name === 'offerKind')
      return set({ offerKinds: isOn(value) ? draft.offerKinds.filter((other) => other !== value) : [...draft.offerKinds, value] })
    const one = `${facet.name}:${value}`
    set({ attributes: isOn(value) ? draft.attributes.filter((other) => other !== one) : [...draft.attributes, one] })
  }
  const values = all ? facet.values : facet.values.slice(0, SHOWN)
  return (
    <>
      <Box className="filter__title">
        <Text>{tOr(`facet.${facet.name}`, facet.name)}</Text>
        {facet.values.length > SHOWN ? (
          <Tap className="filter__more" onTap={() => setAll(!all)}>
            <Text>{all ? t('common.fewer') : t('common.all')}</Text>
          </Tap>
        ) : null}
      </Box>
      <Box className="filter__values">
        {values.map(({ value, label, count }) => (
          <Chip
            key={value}
            on={isOn(value)}
            text={facet.name === 'offerKind' ? tOr(`offerKind.${value}`, label) : label}
            count={count}
            onTap={() => toggle(value)}
          />
        ))}
      </Box>
    </>
  )
}

function Chip({ on, text, count, onTap }: { on: boolean; text: string; count?: number; onTap: () => void }) {
  return (
    <Tap className={classNames('filter__chip', on && 'filter__chip--on')} pressed={on} testId="filter-chip" onTap={onTap}>
      <Text className="filter__chip-text">{text}</Text>
      {count === undefined ? null : <Text className="filter__chip-count">{count}</Text>}
    </Tap>
  )
}
