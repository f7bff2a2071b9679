import type { Facet } from '@puzi/shop-client'
import { useQuery } from '@tanstack/react-query'
import { shop } from '@/api/client'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Icon } from '@/kit/Icon'
import { Img } from '@/kit/Img'
import { go } from '@/lib/navigate'

/** The brand that was chosen, or that the words are the name of. */
export function brandIn(chosen: string | null, text: string | undefined, facets: readonly Facet[] | undefined): string | undefined {
  if (chosen) return chosen
  const brands = facets?.find((facet) => facet.name === 'brand')?.values ?? []
  return text ? brands.find(({ value }) => value.toLowerCase() === text.trim().toLowerCase())?.value : undefined
}

/** Leads from the results to the brand's own page, where it has one. */
export function BrandLink({ name }: { name: string | undefined }) {
  const { data } = useQuery({
    queryKey: ['brand', 'named', name ?? ''],
    queryFn: () => shop.findBrand({ name: name ?? '' }),
    enabled: name !== undefined,
  })
  const brand = name === undefined ? null : data?.brand
  if (!brand) return null
  return (
    <Tap className="brand-link" testId="brand-link" onTap={() => go('brand', { id: brand.id })}>
      <Box className="brand-link__logo">
        <Img picture={brand.logo} alt="" width={40} round />
      </Box>
      <Box className="brand-link__main">
        <Box className="brand-link__name">{brand.name}</Box>
        <Box className="brand-link__note">{t('brand.count', { count: brand.products })}</Box>
      </Box>
      <Text className="brand-link__go">{t('brand.visit')}</Text>
      <Icon name="forward" size={14} />
    </Tap>
  )
}
