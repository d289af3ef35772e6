namespace Diptych.Scratch.Kernels;

/// <summary>Orthonormal columns by Householder's reflections.</summary>
static class Householder
{
    /// <summary>
    /// A's columns made orthonormal: the Q of A = Q·R with a positive diagonal of R, which makes it unique.
    /// </summary>
    /// <param name="a">(m, n) row by row, m ≥ n; it is used up.</param>
    /// <param name="m">The number of rows.</param>
    /// <param name="n">The number of columns.</param>
    /// <returns>(m, n) row by row.</returns>
    public static double[] Orthonormal(double[] a, int m, int n)
    {
        // Column by column, a reflection H = I − 2·v·vᵀ / vᵀv takes what is below the diagonal away; v stays in its place.
        var (norms, signs) = (new double[n], new double[n]);
        for (var k = 0; k < n; k++)
        {
            // The diagonal becomes r, of the sign that does not cancel.
            var r = -Math.CopySign(Math.Sqrt(SquareFrom(a, m, n, k)), a[k * n + k]);
            signs[k] = Math.Sign(r);
            a[k * n + k] -= r;
            norms[k] = SquareFrom(a, m, n, k);
            for (var j = k + 1; j < n; j++)
                Reflect(a, a, m, n, k, j, norms[k]);
        }
        // Q's columns are H₁·H₂·…·Hₙ applied to those of the identity, from the last reflection to the first.
        var q = new double[m * n];
        for (var k = n - 1; k >= 0; k--)
        {
            q[k * n + k] = 1;
            for (var j = k; j < n; j++)
                Reflect(a, q, m, n, k, j, norms[k]);
        }
        for (var i = 0; i < m; i++)
        for (var j = 0; j < n; j++)
            q[i * n + j] *= signs[j];
        return q;
    }

    // Of column k, from the diagonal down.
    static double SquareFrom(double[] v, int m, int n, int k)
    {
        double square = 0;
        for (var i = k; i < m; i++)
            square += v[i * n + k] * v[i * n + k];
        return square;
    }

    // x ← x − 2·v·(vᵀx) / vᵀv, with v in column k of one matrix and x in column j of another.
    static void Reflect(double[] v, double[] x, int m, int n, int k, int j, double square)
    {
        if (square == 0)
            return;
        double product = 0;
        for (var i = k; i < m; i++)
            product += v[i * n + k] * x[i * n + j];
        var factor = 2 * product / square;
        for (var i = k; i < m; i++)
            x[i * n + j] -= factor * v[i * n + k];
    }
}
