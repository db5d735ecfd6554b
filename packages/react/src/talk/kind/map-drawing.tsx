/** Height and width of the drawing, in its own units. */
const WIDTH = 240;
const HEIGHT = 110;

/** Streets and water as they might be around a place: the same for the same place, and no claim to be true. */
export function MapDrawing({ lat, lon }: { readonly lat: number; readonly lon: number }) {
  const seed = Math.abs(Math.round((lat * 7919 + lon * 104_729) * 1_000));
  const turn = (n: number, of: number): number => Math.floor(seed / n) % of;
  const tilt = turn(1, 50) - 25;
  const shore = 62 + turn(7, 30);
  return (
    <svg className="sk-map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" preserveAspectRatio="xMidYMid slice">
      <rect className="sk-map-land" width={WIDTH} height={HEIGHT} />
      <path
        className="sk-map-water"
        d={`M0 ${shore} C 60 ${shore - 24} 120 ${shore + 26} ${WIDTH} ${shore - 6} V ${HEIGHT} H 0 Z`}
      />
      <circle className="sk-map-park" cx={40 + turn(11, 50)} cy={22 + turn(13, 16)} r={16 + turn(17, 8)} />
      <g transform={`rotate(${tilt} ${WIDTH / 2} ${HEIGHT / 2})`}>
        {[0, 1, 2, 3, 4, 5].map((n) => (
          <path key={n} className="sk-map-street" d={`M${n * 52 - 20 + turn(19 + n, 16)} -80 V ${HEIGHT + 80}`} />
        ))}
        {[0, 1, 2].map((n) => (
          <path key={n} className="sk-map-street" d={`M-80 ${n * 38 + 8 + turn(29 + n, 12)} H ${WIDTH + 80}`} />
        ))}
        <path className="sk-map-road" d={`M-80 ${HEIGHT / 2 + 8} H ${WIDTH + 80}`} />
      </g>
      <g transform={`translate(${WIDTH / 2} ${HEIGHT / 2})`}>
        <ellipse className="sk-map-shade" cx="0" cy="2" rx="9" ry="3" />
        <path className="sk-map-pin" d="M0 0 C -4 -9 -13 -14 -13 -24 A 13 13 0 0 1 13 -24 C 13 -14 4 -9 0 0 Z" />
        <circle className="sk-map-hole" cx="0" cy="-24" r="5" />
      </g>
    </svg>
  );
}
