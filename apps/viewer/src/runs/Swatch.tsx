/** The colour of a series; an empty frame where it is not drawn. */
export const Swatch = ({ color }: { readonly color: string | null }) => (
  <svg width="14" height="10" viewBox="0 0 14 10" aria-hidden>
    <rect
      x="0.5"
      y="2.5"
      width="13"
      height="5"
      fill={color ?? 'none'}
      stroke={color ?? 'currentColor'}
      strokeOpacity={color ? 1 : 0.3}
    />
  </svg>
);
