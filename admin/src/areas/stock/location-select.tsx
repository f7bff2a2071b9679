import { Select } from 'antd'
import { useRead } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'

interface Props {
  value: string
  onChange: (locationId: string) => void
  /** A choice that must be made, among those that are open; else all, and none means all. */
  required?: true
  id?: string
}

/** One of the shop's warehouses and stores. A shop with one alone is not asked which to look at. */
export function LocationSelect({ value, onChange, required, id }: Props) {
  const t = useT()
  const { data } = useRead('listLocations')
  const items = (data?.items ?? []).filter((location) => !required || location.open)
  if (!required && items.length < 2) return null
  return (
    <Select<string>
      {...(id ? { id } : {})}
      style={{ minWidth: 150 }}
      allowClear={!required}
      value={value || null}
      placeholder={t(required ? 'stock.location' : 'stock.anyLocation')}
      aria-label={t('stock.location')}
      options={items.map((location) => ({ value: location.id, label: location.name }))}
      onChange={(next?: string) => onChange(next ?? '')}
      data-testid="stock-location"
    />
  )
}
