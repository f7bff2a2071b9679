import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { last } from '@/lib/last'
import { classNames } from '@/lib/class-names'
import { Box, Tap, Text } from './base'
import { Icon } from './Icon'
import { Popup } from './Popup'
import { RowsSkeleton } from './Skeleton'
import { ErrorState } from './States'
import './cell.scss'
import './region-picker.scss'

interface Region {
  code: string
  name: string
}

interface Props {
  open: boolean
  onClose: () => void
  /** Province, city and district, with the district's code. */
  onPick: (names: readonly [string, string, string], districtCode: string) => void
}

const LEVELS = ['province', 'city', 'district'] as const

/** Province → city → district, one list at a time. */
export function RegionPicker({ open, onClose, onPick }: Props) {
  const [path, setPath] = useState<readonly Region[]>([])
  useEffect(() => {
    if (open) setPath([])
  }, [open])
  const parent = last(path)?.code
  const { data, isPending, isError, error, refetch } = useQuery({
    queryKey: ['regions', parent ?? 'top'],
    queryFn: () => shop.listRegions(parent ? { parent } : {}),
    enabled: open,
    staleTime: Infinity,
  })
  const pick = (region: Region) => {
    const [province, city] = path
    if (!province || !city) return setPath([...path, region])
    onPick([province.name, city.name, region.name], region.code)
    onClose()
  }
  return (
    <Popup open={open} onClose={onClose} title={t('region.title')} testId="region-picker">
      <Box className="region__path">
        {LEVELS.slice(0, path.length + 1).map((level, at) => (
          <Tap
            key={level}
            className={classNames('region__step', at === path.length && 'region__step--on')}
            onTap={() => setPath(path.slice(0, at))}
          >
            <Text>{path[at]?.name ?? t(`region.${level}`)}</Text>
          </Tap>
        ))}
      </Box>
      {isPending ? <RowsSkeleton count={3} plain /> : null}
      {isError ? <ErrorState error={error} onRetry={refetch} /> : null}
      {data?.items.map((region) => (
        <Tap key={region.code} className="region__item" testId="region" onTap={() => pick(region)}>
          <Text>{region.name}</Text>
          {path.length < 2 ? <Icon name="forward" size={14} className="cell__arrow" /> : null}
        </Tap>
      ))}
    </Popup>
  )
}
