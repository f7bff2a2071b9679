import type { ReactNode } from 'react'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Icon } from '@/kit/Icon'
import { classNames } from '@/lib/class-names'
import './sorts.scss'

export type Sort = 'relevance' | 'sales' | 'new' | 'rating' | 'price_asc' | 'price_desc'

/** The orders of a list of products; price turns round when it is tapped again. */
export function Sorts({ sort, onSort, children }: { sort: Sort; onSort: (sort: Sort) => void; children?: ReactNode }) {
  return (
    <Box className="results__sorts" role="group" label={t('results.sort')}>
      {(['relevance', 'sales', 'rating', 'new'] as const).map((key) => (
        <Tap
          key={key}
          className={classNames('results__sort', sort === key && 'results__sort--on')}
          pressed={sort === key}
          testId={`sort-${key}`}
          onTap={() => onSort(key)}
        >
          <Text>{t(`sort.${key}`)}</Text>
        </Tap>
      ))}
      <Tap
        className={classNames('results__sort', sort.startsWith('price') && 'results__sort--on')}
        pressed={sort.startsWith('price')}
        testId="sort-price"
        label={sort === 'price_asc' ? t('sort.priceUp') : t('sort.price')}
        onTap={() => onSort(sort === 'price_asc' ? 'price_desc' : 'price_asc')}
      >
        <Text>{t('sort.price')}</Text>
        <Box className="results__arrows">
          <Icon name="up" size={10} className={classNames(sort === 'price_asc' && 'results__arrow--on')} />
          <Icon name="down" size={10} className={classNames(sort === 'price_desc' && 'results__arrow--on')} />
        </Box>
      </Tap>
      {children}
    </Box>
  )
}
